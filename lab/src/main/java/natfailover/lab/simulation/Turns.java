package natfailover.lab.simulation;

import java.lang.reflect.Constructor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Where the threads of a life run: on the one thread that lives it, which takes up whoever may go
 * on and has the word again once all of them wait. Nothing is handed over between processors.
 */
final class Turns implements Executor {
  /** How the JDK makes a virtual thread that is run by somebody else; not public yet. */
  private static final Constructor<?> BUILDER = builder();

  private final Queue<Runnable> ready = new ArrayDeque<>();

  private static Constructor<?> builder() {
    try {
      Constructor<?> builder =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      builder.setAccessible(true);
      return builder;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "the simulation runs threads of its own: start Java 25 with"
              + " --add-opens=java.base/java.lang=ALL-UNNAMED",
          e);
    }
  }

  /** A thread that runs here, for somebody to start. */
  Thread unstarted(Runnable task) {
    try {
      return ((Thread.Builder) BUILDER.newInstance(this)).unstarted(task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no thread can be made", e);
    }
  }

  @Override
  public void execute(Runnable step) {
    ready.add(step);
  }

  /** Lets all go on who may, until each of them waits or is over. */
  void take() {
    for (Runnable step = ready.poll(); step != null; step = ready.poll()) {
      step.run();
    }
  }
}
