package natfailover.lab.traffic;

import java.time.Duration;
import java.util.List;

/** Asks every flow once more, in an orderly way, and waits until all have answered or are dead. */
final class Check {
  private static final Duration STEP = Duration.ofMillis(10);

  private final Loop loop;
  private final NearSetup setup;
  private final List<Flow> flows;
  private final Runnable done;
  private final long beganNanos = System.nanoTime();
  private int next;
  private int open;
  private boolean over;

  Check(Loop loop, NearSetup setup, List<Flow> flows, Runnable done) {
    this.loop = loop;
    this.setup = setup;
    this.flows = flows;
    this.done = done;
  }

  void begin() {
    open = (int) flows.stream().filter(flow -> !flow.over()).count();
    step();
  }

  void settled() {
    open--;
    finishIf(open == 0);
  }

  private void step() {
    long most = Math.max(1, setup.checksPerSecond() * STEP.toMillis() / 1000);
    for (int i = 0; i < most && next < flows.size(); i++, next++) {
      if (!flows.get(next).over()) {
        flows.get(next).check(beganNanos);
      }
    }
    if (next < flows.size()) {
      loop.after(STEP, this::step);
    } else {
      finishIf(open == 0);
      loop.after(Duration.ofMillis(setup.patienceMillis()), () -> finishIf(true));
    }
  }

  private void finishIf(boolean reason) {
    if (reason && !over) {
      over = true;
      done.run();
    }
  }
}
