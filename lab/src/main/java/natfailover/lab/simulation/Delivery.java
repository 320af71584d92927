package natfailover.lab.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import natfailover.lab.region.Event;
import natfailover.lab.template.WakingRules;

/** What AWS has between events and the controller: rules, delivery at best effort, and retries. */
final class Delivery {
  private static final Duration BEAT = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration USUALLY = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofMinutes(4);

  /** Lambda tries an asynchronous event twice again, after these. */
  private static final int RETRIES = 2;

  private static final Wake SWEEP =
      new Wake(
          Wake.Sender.NEWS,
          "sweep",
          "sweep",
          "{\"version\":\"0\",\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\","
              + "\"detail\":{}}");

  private final World world;
  private final BooleanSupplier atRest;
  private final Answering controller;
  private final WakingRules waking = WakingRules.deployed();

  /** How many calls the last invocation for each kind of news made. */
  private final Map<String, Integer> usualCalls = new HashMap<>();

  private Weather weather = Weather.CALM;
  private final Set<Invocation> underWay = new LinkedHashSet<>();

  private int invocations;
  private int writes;
  private long wellAt = -1;

  /** The controller's answer to what woke it, and what Lambda does after it. */
  private final class Answer implements Invocation.Task {
    private final int tried;
    private boolean done;

    Answer(int tried) {
      this.tried = tried;
    }

    @Override
    public void run(Invocation self) {
      long began = world.region().version();
      done = controller.answers(self, weather);
      usualCalls.put(self.wake().kind(), self.calls());
      if (self.wake().equals(SWEEP)) {
        wellAt = done && well(self, began) ? began : -1;
      }
    }

    @Override
    public void over(Invocation self) {
      underWay.remove(self);
      writes += self.writes();
      if (!done) {
        world.note("#" + self.number() + " failed");
        retry(self.wake(), tried);
      }
    }
  }

  /**
   * Delivery to a controller.
   *
   * @param atRest whether no sweep would see anything that the last one did not
   */
  Delivery(World world, Answering controller, BooleanSupplier atRest) {
    this.world = world;
    this.controller = controller;
    this.atRest = atRest;
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
    String what = event.detailType();
    world.coverage().met("event", what);
    if (!waking.test(event)) {
      world.coverage().met("event that no rule lets through", what);
      return;
    }
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
    Wake wake = new Wake(Wake.Sender.NEWS, event.detailType(), Words.of(event), event.json());
    world.time().after(delay, () -> invoke(wake, 0));
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
    invoke(SWEEP);
  }

  /**
   * Whether the last sweep had nothing to do and nothing at all has changed since, so that another
   * would see the same; some are made all the same.
   */
  private boolean uneventful() {
    return wellAt == world.region().version() && !world.chance().happens(0.05);
  }

  void invoke(Wake wake) {
    invoke(wake, 0);
  }

  private void invoke(Wake wake, int tried) {
    int number = ++invocations;
    world.note("#" + number + " " + wake.what() + (tried == 0 ? "" : " again"));
    Invocation invocation = new Invocation(world, wake, number, new Answer(tried));
    underWay.add(invocation);
    if (world.chance().happens(weather.killed())) {
      int calls = Math.max(1, usualCalls.getOrDefault(wake.kind(), 1));
      invocation.doom(1 + world.chance().below(calls), world.chance().happens(0.5));
    }
    world.time().after(Lambda.TIMEOUT, () -> end(invocation));
  }

  /** The world ends, and nobody is to wait in it for ever. */
  void abandon() {
    List.copyOf(underWay).forEach(Invocation::kill);
  }

  private void end(Invocation invocation) {
    if (!invocation.over()) {
      world.coverage().met("invocation killed", "timeout");
      world.note("#" + invocation.number() + " has used up its time");
      invocation.kill();
    }
  }

  private void retry(Wake wake, int tried) {
    if (tried < RETRIES && !wake.ordered()) {
      world.time().after(BEAT.multipliedBy(tried + 1L), () -> invoke(wake, tried + 1));
    }
  }

  /** Whether a sweep that has ended saw, of a region at rest, that nothing is to be done. */
  private boolean well(Invocation invocation, long began) {
    return invocation.writes() == 0
        && began == world.region().version()
        && weather.equals(Weather.CALM)
        && underWay.size() == 1
        && atRest.getAsBoolean();
  }
}
