package natfailover.lab.simulation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import natfailover.ControllerHandler;
import natfailover.ReconcileFailed;
import natfailover.Settings;
import natfailover.aws.Clients;
import natfailover.aws.LiveCalls;
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

  /** Lambda's own timeout, as the template has it. */
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final String TICK =
      "{\"version\":\"0\",\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\","
          + "\"detail\":{}}";

  private final World world;
  private final Judge judge;
  private final Coverage coverage;
  private final UnaryOperator<Wire> planted;
  private final Settings settings = Settings.from(Map.of("PROBER_SECONDS", "0"));
  private Weather weather = Weather.CALM;
  private int invocations;
  private int running;
  private long wellAt = -1;

  /**
   * Delivery to a controller.
   *
   * @param planted what is laid between it and its region, so that it goes wrong
   */
  Delivery(World world, Judge judge, Coverage coverage, UnaryOperator<Wire> planted) {
    this.planted = planted;
    this.world = world;
    this.judge = judge;
    this.coverage = coverage;
    world.time().after(world.chance().upTo(BEAT), this::beat);
  }

  void weather(Weather now) {
    weather = now;
    wellAt = -1;
  }

  int invocations() {
    return invocations;
  }

  void deliver(Event event) {
    if (!SOURCES.contains(event.source())) {
      return;
    }
    String what = event.detailType();
    if (world.chance().happens(weather.lost())) {
      coverage.met("event lost", what);
      return;
    }
    once(event);
    if (world.chance().happens(weather.twice())) {
      coverage.met("event twice", what);
      once(event);
    }
  }

  private void once(Event event) {
    boolean late = world.chance().happens(weather.late());
    if (late) {
      coverage.met("event late", event.detailType());
    }
    Duration delay = late ? world.chance().upTo(LATE) : world.chance().between(SOON, USUALLY);
    String payload = event.json();
    world.time().after(delay, () -> invoke(Words.of(event), payload, 0));
  }

  private void beat() {
    world.time().after(BEAT, this::beat);
    if (world.chance().happens(weather.skipped())) {
      coverage.met("beat", "skipped");
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
            self -> done[0] = handle(self, what, payload),
            self -> {
              running--;
              if (!done[0]) {
                world.note("#" + number + " failed");
                retry(what, payload, tried);
              }
            });
    world.time().after(TIMEOUT, () -> kill(invocation, "timeout"));
    if (world.chance().happens(weather.killed())) {
      world.time().after(world.chance().upTo(Duration.ofSeconds(2)), () -> kill(invocation, what));
    }
  }

  private void kill(Invocation invocation, String what) {
    if (!invocation.over()) {
      coverage.met("invocation killed", what.split(" ", 2)[0]);
      world.note("#" + invocation.number() + " is killed");
      invocation.kill();
    }
  }

  private void retry(String what, String payload, int tried) {
    if (tried < RETRIES) {
      world.time().after(BEAT.multipliedBy(tried + 1L), () -> invoke(what, payload, tried + 1));
    }
  }

  /** Runs the controller as Lambda does; whether it ended well. */
  private boolean handle(Invocation invocation, String what, String payload) {
    Wire wire = planted.apply(new ControllerWire(world, invocation, weather, judge, coverage));
    Clients clients =
        new Clients(
            new WiredEc2(wire),
            new WiredAutoScaling(wire),
            () -> {
              throw new UnsupportedOperationException("no prober is asked");
            },
            () -> {
              throw new UnsupportedOperationException("no event is put");
            });
    ControllerHandler handler =
        new ControllerHandler(
            settings,
            clients,
            left -> new LiveCalls(world.time(), world.now().plus(left), invocation, invocation));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
          answer,
          new SimulatedContext(TIMEOUT));
      if (what.equals("sweep")) {
        wellAt = well(invocation) ? world.region().version() : -1;
      }
      return true;
    } catch (ReconcileFailed failed) {
      world.note("#" + invocation.number() + " " + failed.getMessage());
      return false;
    } catch (RuntimeException e) {
      judge.broken(Rule.NO_STACK_TRACE, what + ": " + Words.of(e));
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean well(Invocation invocation) {
    return invocation.writes() == 0
        && weather.equals(Weather.CALM)
        && running == 1
        && judge.nothingIsToCome();
  }
}
