package natfailover.lab.simulation;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Lives for tests, each in a thread of its own kind. */
final class Lives {
  private Lives() {}

  static Verdict live(long seed, int hours, UnaryOperator<Wire> planted) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(() -> Life.live(seed, hours, Trace.silent(), planted)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
