package natfailover.lab.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;
import natfailover.lab.simulation.Fitness.Standing;
import org.jspecify.annotations.Nullable;

/** Looks at every write before it takes effect, by what is true then and what was seen before. */
final class WriteJudge {
  private static final Set<String> ROUTES = Set.of("CreateRoute", "ReplaceRoute");
  private final World world;
  private final Site site;
  private final Fitness fitness;
  private final Judge judge;

  private final Estate estate;
  private final Pauses pauses = new Pauses();
  private final Set<String> condemned = new HashSet<>();

  WriteJudge(World world, Site site, Fitness fitness, Judge judge) {
    this.world = world;
    this.site = site;
    this.fitness = fitness;
    this.judge = judge;
    this.estate = new Estate(world, site);
  }

  void beforeWrite(Invocation invocation, Request write) {
    estate
        .outside(write)
        .ifPresent(
            id -> judge.broken(Rule.NO_WRITE_OUTSIDE_THE_FLEET, id + ": " + Words.of(write)));
    if (invocation.wake().sender() == Wake.Sender.DRY_RUN) {
      judge.broken(Rule.A_DRY_RUN_WRITES_NOTHING, Words.of(write));
    }
    notWhilePaused(invocation, write);
    if (ROUTES.contains(write.action()) && !invocation.wake().ordered()) {
      Instant seen = invocation.sight().of();
      target(write.parameters()).ifPresent(target -> notToTheUnfit(target, write, seen));
      notFromTheFit(write, seen);
    }
    if (write.action().equals("SetInstanceHealth")) {
      condemnation(write.parameters().getOrDefault("InstanceId", ""));
    }
  }

  /** A write has taken effect. */
  void afterWrite(Request write) {
    pauses.wrote(write, world.now());
    if (write.action().equals("SetInstanceHealth")) {
      condemned.add(write.parameters().getOrDefault("InstanceId", ""));
    }
  }

  private void notWhilePaused(Invocation invocation, Request write) {
    if (invocation.wake().kind().equals("resume")) {
      return; // It ends what its tags still say.
    }
    moved(write)
        .map(zone -> site.groups().getOrDefault(zone, ""))
        .filter(group -> pauses.hold(group, invocation.sight().ofGroups(), world.now()))
        .ifPresent(
            group -> judge.broken(Rule.A_PAUSE_MOVES_NOTHING, group + ": " + Words.of(write)));
  }

  /** The zone whose traffic, address or node a write would move or replace. */
  private Optional<String> moved(Request write) {
    Map<String, String> parameters = write.parameters();
    return switch (write.action()) {
      case "CreateRoute", "ReplaceRoute" -> zone(site.tables(), parameters.get("RouteTableId"));
      case "AssociateAddress" -> zone(site.addresses(), parameters.get("AllocationId"));
      case "SetInstanceHealth" ->
          world
              .picture()
              .machine(parameters.getOrDefault("InstanceId", ""))
              .map(Picture.Machine::zone);
      default -> Optional.empty();
    };
  }

  private static Optional<String> zone(Map<String, String> ofZones, @Nullable String id) {
    return ofZones.entrySet().stream()
        .filter(entry -> entry.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<Machine> target(Map<String, String> parameters) {
    String face = parameters.getOrDefault("NetworkInterfaceId", "");
    String instance = parameters.getOrDefault("InstanceId", "");
    return world.picture().machines().stream()
        .filter(
            machine ->
                machine.id().equals(instance)
                    || machine.networkInterface().filter(face::equals).isPresent())
        .findFirst();
  }

  private void notToTheUnfit(Machine target, Request write, Instant seen) {
    List<String> fit = fitness.all(Standing.FIT, seen);
    if (fitness.was(target.id(), Standing.UNFIT, seen) && !fit.isEmpty()) {
      judge.broken(
          Rule.NEVER_TO_THE_UNFIT,
          "%s, though %s was known to be unfit and %s to be fit at %s"
              .formatted(Words.of(write), target.id(), fit, seen));
    }
  }

  private void notFromTheFit(Request write, Instant seen) {
    Map<String, String> parameters = write.parameters();
    String table = parameters.getOrDefault("RouteTableId", "");
    Picture picture = world.picture();
    picture
        .table(table)
        .flatMap(Picture.Table::target)
        .flatMap(picture::machine)
        .filter(machine -> table.equals(site.tables().get(machine.zone())))
        .filter(machine -> fitness.was(machine.id(), Standing.FIT, seen))
        .filter(machine -> !target(parameters).filter(machine::equals).isPresent())
        .ifPresent(
            machine ->
                judge.broken(
                    Rule.A_HEALTHY_ZONE_STAYS,
                    "%s, though %s was known to be fit at %s"
                        .formatted(Words.of(write), machine.id(), seen)));
  }

  private void condemnation(String node) {
    Picture picture = world.picture();
    boolean another =
        picture.machines().stream()
            .filter(machine -> Marks.member(machine) && Marks.running(machine))
            .anyMatch(machine -> !machine.id().equals(node) && Marks.has(machine, "ready-since"));
    if (!another) {
      judge.broken(Rule.THE_LAST_HEALTHY_NODE_STAYS, "SetInstanceHealth of " + node);
    }
    String zone = picture.machine(node).map(Machine::zone).orElse("");
    condemned.stream()
        .flatMap(other -> picture.machine(other).stream())
        .filter(other -> Marks.running(other) && !other.zone().equals(zone))
        .findFirst()
        .ifPresent(
            other ->
                judge.broken(
                    Rule.ONE_ZONE_AT_A_TIME,
                    "SetInstanceHealth of %s in %s, while %s in %s is being replaced"
                        .formatted(node, zone, other.id(), other.zone())));
  }
}
