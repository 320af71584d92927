package natfailover.lab.simulation;

import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import natfailover.lab.region.Event;

/** What AWS has between events and the controller: delivery at best effort, and retries. */
final class Delivery {
  private static final Set<String> SOURCES =
      Set.of("aws.ec2", "aws.autoscaling", "aws.health", "nat-failover.node");
  private static final Duration BEAT = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration USUALLY = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofMinutes(4);

  /** Lambda tries an asynchronous event twice again, after these. */
  private static final int RETRIES = 2;

  private static final String TICK =
      "{\"version\":\"0\",\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\","
          + "\"detail\":{}}";

  private final World world;
  private final Judge judge;
  private final Controller controller;
  private Weather weather = Weather.CALM;
  private int invocations;
  private int running;
  private int writes;
  private long wellAt = -1;

  /**
   * Delivery to a controller.
   *
   * @param planted what is laid between it and its region, so that it goes wrong
   */
  Delivery(World world, Judge judge, UnaryOperator<Wire> planted) {
    this.controller = new Controller(world, judge, planted);
    this.world = world;
    this.judge = judge;
    world.time().after(world.chance().upTo(BEAT), this::beat);
  }

  void weather(Weather now) {
    weather = now;
    wellAt = -1;
  }

  int invocations() {
    return invocations;
  }

  /** How many writes took effect, of invocations that are over. */
  int writes() {
    return writes;
  }

  void deliver(Event event) {
    if (!SOURCES.contains(event.source())) {
      return;
    }
    String what = event.detailType();
    if (world.chance().happens(weather.lost())) {
      world.coverage().met("event lost", what);
      return;
    }
    once(event);
    if (world.chance().happens(weather.twice())) {
      world.coverage().met("event twice", what);
      once(event);
    }
  }

  private void once(Event event) {
    boolean late = world.chance().happens(weather.late());
    if (late) {
      world.coverage().met("event late", event.detailType());
    }
    Duration delay = late ? world.chance().upTo(LATE) : world.chance().between(SOON, USUALLY);
    String payload = event.json();
    world.time().after(delay, () -> invoke(Words.of(event), payload, 0));
  }

  private void beat() {
    world.time().after(BEAT, this::beat);
    if (world.chance().happens(weather.skipped())) {
      world.coverage().met("beat", "skipped");
    } else if (!uneventful()) {
      sweep();
    }
  }

  void sweep() {
    invoke("sweep", TICK, 0);
  }

  /**
   * Whether the last sweep had nothing to do and nothing at all has changed since, so that another
   * would see the same; some are made all the same.
   */
  private boolean uneventful() {
    return wellAt == world.region().version() && !world.chance().happens(0.05);
  }

  private void invoke(String what, String payload, int tried) {
    int number = ++invocations;
    running++;
    world.note("#" + number + " " + what + (tried == 0 ? "" : " again"));
    boolean[] done = {false};
    Invocation invocation =
        new Invocation(
            world,
            number,
            self -> {
              done[0] = controller.answers(self, weather, what, payload);
              if (what.equals("sweep")) {
                wellAt = done[0] && well(self) ? world.region().version() : -1;
              }
            },
            self -> {
              running--;
              writes += self.writes();
              if (!done[0]) {
                world.note("#" + number + " failed");
                retry(what, payload, tried);
              }
            });
    world.time().after(Controller.TIMEOUT, () -> kill(invocation, "timeout"));
    if (world.chance().happens(weather.killed())) {
      world.time().after(world.chance().upTo(Duration.ofSeconds(2)), () -> kill(invocation, what));
    }
  }

  private void kill(Invocation invocation, String what) {
    if (!invocation.over()) {
      world.coverage().met("invocation killed", what.equals("sweep") ? "sweep" : "event");
      world.note("#" + invocation.number() + " is killed");
      invocation.kill();
    }
  }

  private void retry(String what, String payload, int tried) {
    if (tried < RETRIES) {
      world.time().after(BEAT.multipliedBy(tried + 1L), () -> invoke(what, payload, tried + 1));
    }
  }

  /** Whether a sweep that has ended saw that nothing is to be done for now. */
  private boolean well(Invocation invocation) {
    return invocation.writes() == 0
        && weather.equals(Weather.CALM)
        && running == 1
        && judge.nothingIsToCome();
  }
}
