package natfailover.lab.traffic;

import java.time.Duration;
import java.util.List;

/** Lets flows speak when it is time for it: all by their kinds, and some of the mass. */
final class Talk {
  /** How often another one of the mass says something, so that it is not all silence. */
  private static final Duration ROUND = Duration.ofMillis(250);

  private final Loop loop;
  private final NearSetup setup;
  private final List<Flow> flows;
  private final List<Flow> mass;
  private int turn;

  Talk(Loop loop, NearSetup setup, List<Flow> flows) {
    this.loop = loop;
    this.setup = setup;
    this.flows = flows;
    mass = flows.stream().filter(flow -> flow.kind() == Kind.MASS).toList();
  }

  void begin() {
    flows.forEach(this::begin);
    if (!mass.isEmpty()) {
      loop.every(ROUND, () -> mass.get(turn++ % mass.size()).askWhenIdle());
    }
  }

  /** From now on stalls count, and the sample speaks. */
  void mark(long nanos) {
    flows.forEach(flow -> flow.mark(nanos));
    int sampled = Math.min(setup.sample(), mass.size());
    for (int i = 0; i < sampled; i++) {
      Flow flow = mass.get((int) ((long) i * mass.size() / sampled));
      flow.measure();
      loop.after(
          ROUND.multipliedBy(i).dividedBy(sampled),
          () -> {
            flow.askWhenIdle();
            loop.every(ROUND, flow::askWhenIdle);
          });
    }
  }

  private void begin(Flow flow) {
    switch (flow.kind()) {
      case ECHO, COLLISION -> loop.every(FarConnection.PUSH_INTERVAL, () -> flow.ask(0));
      case UPLOAD -> loop.every(FarConnection.BULK_INTERVAL, () -> upload(flow));
      case POLL -> flow.ask(0);
      case MASS, IDLE, PUSH, DOWNLOAD -> {}
    }
  }

  private void upload(Flow flow) {
    int left = (int) (setup.bulkBytesPerSecond() / (1000 / FarConnection.BULK_INTERVAL.toMillis()));
    while (left > 0 && !flow.clogged() && !flow.over()) {
      int payload = Math.clamp(left - Frame.BYTES, 0, Frame.MOST_PAYLOAD);
      flow.ask(payload);
      left -= payload + Frame.BYTES;
    }
  }
}
