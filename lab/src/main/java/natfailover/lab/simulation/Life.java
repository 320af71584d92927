package natfailover.lab.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import natfailover.lab.region.Event;

/** What a fleet goes through in so many hours, as its seed has it. */
final class Life {
  private static final Duration HOUR = Duration.ofHours(1);

  /** From the end of the trouble until all must be well. */
  static final Duration BOUND = Duration.ofMinutes(20);

  private final World world;
  private final Nodes nodes;
  private final Fitness fitness;
  private final Judge judge;
  private final Delivery delivery;
  private final Trouble trouble;
  private final Operator operator;
  private final Traffic traffic;
  private long looked = -1;

  private Life(long seed, Trace trace, UnaryOperator<Wire> planted) {
    world = new World(seed, trace);
    Site site = Site.build(world, "prod");
    nodes = new Nodes(world);
    fitness = new Fitness(world);
    Bench bench = Bench.of(world, site, fitness);
    judge = bench.judge();
    Controller controller = new Controller(world, bench, planted);
    delivery = new Delivery(world, controller, judge::nothingIsToCome);
    trouble = new Trouble(world, nodes, fitness, delivery);
    operator = new Operator(world, site, delivery);
    traffic = new Traffic(world, site, nodes);
  }

  /** Lives so many hours, unless a rule is broken before. */
  static Verdict live(long seed, int hours, Trace trace) {
    return live(seed, hours, trace, UnaryOperator.identity());
  }

  /** The same with a fault planted between the controller and its region. */
  static Verdict live(long seed, int hours, Trace trace, UnaryOperator<Wire> planted) {
    Life life = new Life(seed, trace, planted);
    Optional<Broken> broken = Optional.empty();
    try {
      life.live(hours);
    } catch (Broken found) {
      trace.note(found.at(), "BROKEN " + found.rule() + ": " + found.how());
      broken = Optional.of(found);
    }
    Verdict verdict = life.verdict(seed, broken, trace);
    life.delivery.abandon();
    return verdict;
  }

  private Verdict verdict(long seed, Optional<Broken> broken, Trace trace) {
    return new Verdict(
        seed,
        Duration.between(World.START, world.now()),
        broken,
        traffic.dark(),
        delivery.invocations(),
        world.coverage(),
        trace.digest());
  }

  private void live(int hours) {
    until(World.START.plus(BOUND));
    check();
    Instant hour = World.START.plus(BOUND);
    for (int i = 0; i < hours; i++) {
      traffic.countFrom(hour);
      trouble.begin();
      operator.begin();
      until(hour.plus(Trouble.ENDS).plus(BOUND));
      check();
      hour = hour.plus(HOUR);
      until(hour);
    }
  }

  /** All is well, and a sweep finds nothing to do. */
  private void check() {
    judge.converged(nodes);
    delivery.sweep();
    int before = delivery.writes();
    until(world.now().plus(Duration.ofSeconds(50)));
    if (delivery.writes() != before) {
      judge.broken(Rule.NOTHING_LEFT_TO_DO, "a sweep wrote something");
    }
  }

  private void until(Instant end) {
    while (world.now().isBefore(end)) {
      world.step(end);
      settle();
      if (judge.found().isPresent()) {
        throw judge.found().get();
      }
    }
  }

  /** Whatever has changed, everybody sees it. */
  private void settle() {
    while (looked != version()) {
      looked = version();
      fitness.look();
      traffic.look();
      nodes.look();
      for (Event event : world.region().takeEvents()) {
        leaving(event);
        delivery.deliver(event);
      }
    }
  }

  private long version() {
    return world.region().version() + nodes.version();
  }

  private void leaving(Event event) {
    if (event.detailType().equals("EC2 Instance-terminate Lifecycle Action")) {
      fitness.leaves(event.detail().path("EC2InstanceId").asText());
    }
  }
}
