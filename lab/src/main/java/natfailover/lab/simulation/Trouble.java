package natfailover.lab.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Region;

/**
 * One hour of a fleet's life: some minutes of trouble, then quiet. In the trouble up to three
 * things break, and what lies between the parts is as bad as chance has it.
 */
final class Trouble {
  /** All trouble is over by then. */
  static final Duration ENDS = Duration.ofMinutes(20);

  /** Nothing new begins after that. */
  static final Duration LAST_FAULT = Duration.ofMinutes(10);

  private static final int MOST_FAULTS = 3;

  private final World world;
  private final Nodes nodes;
  private final Fitness fitness;
  private final Delivery delivery;

  Trouble(World world, Nodes nodes, Fitness fitness, Delivery delivery) {
    this.world = world;
    this.nodes = nodes;
    this.fitness = fitness;
    this.delivery = delivery;
  }

  /** Plans the trouble of the hour that begins now. */
  void begin() {
    Chance chance = world.chance();
    delivery.weather(Weather.any(chance));
    world.time().after(ENDS, () -> delivery.weather(Weather.CALM));
    int faults = 1 + chance.below(MOST_FAULTS);
    for (int i = 0; i < faults; i++) {
      Fault fault = chance.of(List.of(Fault.values()));
      world.time().after(chance.upTo(LAST_FAULT), () -> strike(fault));
    }
  }

  private void strike(Fault fault) {
    switch (fault) {
      case ZONE -> zone(world.chance().of(world.zones()));
      case CAPACITY -> capacity(world.chance().of(world.zones()));
      case DENIED -> outage(fault, Outage.DENIED);
      case THROTTLED -> outage(fault, Outage.THROTTLED);
      case FAILING -> outage(fault, Outage.FAILING);
      case CRASH, STOP, RETIREMENT -> node(_ -> true).ifPresent(machine -> strike(fault, machine));
      case EGRESS_LOST, RULES_LOST, HANGS, SICK, STATUS ->
          node(machine -> !fitness.ailing(machine.id()))
              .ifPresent(machine -> strike(fault, machine));
    }
  }

  private Optional<Machine> node(Predicate<Machine> wanted) {
    List<Machine> there =
        world.picture().machines().stream()
            .filter(machine -> Marks.member(machine) && Marks.running(machine))
            .filter(wanted)
            .toList();
    return there.isEmpty() ? Optional.empty() : Optional.of(world.chance().of(there));
  }

  private void strike(Fault fault, Machine machine) {
    String node = machine.id();
    told(fault, stage(machine), node + " in " + machine.zone());
    Region region = world.region();
    if (fault == Fault.RETIREMENT) {
      fitness.leaves(node);
    } else {
      fitness.ails(node);
    }
    switch (fault) {
      case CRASH -> region.killInstance(node);
      case STOP -> region.stopInstance(node);
      case EGRESS_LOST -> ail(node, Ailment.EGRESS_LOST);
      case RULES_LOST -> ail(node, Ailment.RULES_LOST);
      case HANGS -> {
        ail(node, Ailment.HANGS);
        world
            .time()
            .after(world.chance().upTo(Duration.ofMinutes(2)), () -> ifThere(node, region::impair));
        cure(node, region::repair);
      }
      case SICK -> ail(node, Ailment.SICK);
      case STATUS -> {
        region.impair(node);
        cure(node, region::repair);
      }
      case RETIREMENT ->
          region.scheduleEvent(node, "instance-retirement", world.now().plusSeconds(3600));
      case ZONE, CAPACITY, DENIED, THROTTLED, FAILING ->
          throw new IllegalArgumentException(fault + " is no node's");
    }
  }

  private void ail(String node, Ailment ailment) {
    nodes.ail(node, ailment);
    cure(node, _ -> {});
  }

  /** Some are cured soon, some not before the trouble ends, some never, but replaced. */
  private void cure(String node, Consumer<String> further) {
    if (world.chance().happens(0.7)) {
      world
          .time()
          .after(
              world.chance().upTo(ENDS.minus(LAST_FAULT)),
              () ->
                  ifThere(
                      node,
                      there -> {
                        world.note("cured: " + node);
                        further.accept(there);
                        nodes.cure(there);
                        fitness.well(there);
                      }));
    }
  }

  private void ifThere(String node, Consumer<String> deed) {
    if (world.picture().machine(node).filter(Marks::running).isPresent()) {
      deed.accept(node);
    }
  }

  private void zone(String zone) {
    told(Fault.ZONE, "zone", zone);
    world.picture().machines().stream()
        .filter(machine -> machine.zone().equals(zone))
        .forEach(machine -> fitness.ails(machine.id()));
    world.region().zoneLost(zone);
    afterwards(() -> world.region().zoneBack(zone));
  }

  private void capacity(String zone) {
    told(Fault.CAPACITY, "zone", zone);
    world.region().insufficientCapacity(zone, true);
    node(machine -> machine.zone().equals(zone)).ifPresent(machine -> strike(Fault.CRASH, machine));
    afterwards(() -> world.region().insufficientCapacity(zone, false));
  }

  private void outage(Fault fault, Outage outage) {
    String action = world.chance().of(Outages.ACTIONS);
    told(fault, action, action);
    world.outages().begin(action, outage);
    afterwards(() -> world.outages().end(action));
  }

  private void afterwards(Runnable repair) {
    world.time().after(world.chance().upTo(ENDS.minus(LAST_FAULT)), repair);
  }

  private void told(Fault fault, String stage, String where) {
    world.coverage().met(fault.name(), stage);
    world.note("FAULT " + fault + ": " + where);
  }

  /** Where in its life a node is hit. */
  private static String stage(Machine machine) {
    if (!Marks.has(machine, "ready-since")) {
      return "boots";
    }
    if (Marks.has(machine, "suspect-since")) {
      return "is doubted";
    }
    return switch (Marks.carries(machine).size()) {
      case 0 -> "carries none";
      case 1 -> "carries a zone";
      default -> "carries several";
    };
  }
}
