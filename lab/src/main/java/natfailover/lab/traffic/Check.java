package natfailover.lab.traffic;

import java.time.Duration;
import java.util.List;

/** Asks every flow once more, in an orderly way, and waits until all have answered or are dead. */
final class Check {
  private static final Duration STEP = Duration.ofMillis(10);

  private final Loop loop;
  private final NearSetup setup;
  private final List<Flow> flows;
  private final List<Flow> mass;
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
    mass = flows.stream().filter(flow -> flow.kind() == Kind.MASS).toList();
  }

  void begin() {
    open = (int) flows.stream().filter(flow -> !flow.over()).count();
    // Before the far end answers its polls; the mass, too many for one breath, comes step by step.
    flows.stream().filter(flow -> flow.kind() != Kind.MASS).forEach(this::check);
    step();
  }

  void settled() {
    open--;
    finishIf(open == 0);
  }

  private void step() {
    long most = Math.max(1, setup.checksPerSecond() * STEP.toMillis() / 1000);
    for (int i = 0; i < most && next < mass.size(); i++, next++) {
      check(mass.get(next));
    }
    if (next < mass.size()) {
      loop.after(STEP, this::step);
    } else {
      finishIf(open == 0);
      loop.after(Duration.ofMillis(setup.patienceMillis()), () -> finishIf(true));
    }
  }

  private void check(Flow flow) {
    if (!flow.over()) {
      flow.check(beganNanos);
    }
  }

  private void finishIf(boolean reason) {
    if (reason && !over) {
      over = true;
      done.run();
    }
  }
}
