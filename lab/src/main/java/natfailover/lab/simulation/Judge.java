package natfailover.lab.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;
import natfailover.lab.simulation.Fitness.Standing;

/** Looks at every write before it takes effect, and at what is to hold once all is calm. */
final class Judge {
  private static final Set<String> ROUTES = Set.of("CreateRoute", "ReplaceRoute");
  private static final Set<String> RESOURCES =
      Set.of("RouteTableId", "AllocationId", "NetworkInterfaceId", "InstanceId");

  private final World world;
  private final Site site;
  private final Fitness fitness;
  private Optional<Broken> found = Optional.empty();

  Judge(World world, Site site, Fitness fitness) {
    this.world = world;
    this.site = site;
    this.fitness = fitness;
  }

  void beforeWrite(Invocation invocation, Request write) {
    Map<String, String> parameters = write.parameters();
    ofTheFleet(write);
    if (ROUTES.contains(write.action())) {
      Instant seen = invocation.sight().of();
      target(parameters).ifPresent(target -> notToTheUnfit(target, write, seen));
      notFromTheFit(parameters, write, seen);
    }
    if (write.action().equals("SetInstanceHealth")) {
      condemnation(parameters.getOrDefault("InstanceId", ""));
    }
  }

  private void ofTheFleet(Request write) {
    Set<String> ours = ours();
    write.parameters().entrySet().stream()
        .filter(parameter -> RESOURCES.contains(parameter.getKey()) || tagged(parameter.getKey()))
        .filter(parameter -> !ours.contains(parameter.getValue()))
        .findFirst()
        .ifPresent(_ -> broken(Rule.NO_WRITE_OUTSIDE_THE_FLEET, Words.of(write)));
  }

  private static boolean tagged(String parameter) {
    return parameter.startsWith("ResourceId");
  }

  private Set<String> ours() {
    Set<String> ours =
        world.picture().machines().stream()
            .filter(machine -> site.fleet().equals(machine.tags().get(Marks.FLEET)))
            .flatMap(
                machine ->
                    Stream.concat(Stream.of(machine.id()), machine.networkInterface().stream()))
            .collect(Collectors.toCollection(HashSet::new));
    ours.addAll(site.tables().values());
    ours.addAll(site.addresses().values());
    ours.addAll(site.groups().values());
    return ours;
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
      broken(
          Rule.NEVER_TO_THE_UNFIT,
          "%s, though %s was known to be unfit and %s to be fit at %s"
              .formatted(Words.of(write), target.id(), fit, seen));
    }
  }

  private void notFromTheFit(Map<String, String> parameters, Request write, Instant seen) {
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
                broken(
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
      broken(Rule.THE_LAST_HEALTHY_NODE_STAYS, "SetInstanceHealth of " + node);
    }
  }

  /** What is to hold when trouble has been over for as long as it may take. */
  void converged(Nodes nodes) {
    Picture picture = world.picture();
    for (String zone : site.zones()) {
      Optional<Machine> home = home(zone).filter(nodes::forwards);
      if (home.isEmpty()) {
        broken(Rule.CONVERGES, zone + ": " + state(zone));
        return;
      }
      boolean address =
          picture.addresses().stream()
              .filter(elastic -> elastic.id().equals(site.addresses().get(zone)))
              .anyMatch(elastic -> elastic.instance().filter(home.get().id()::equals).isPresent());
      if (!address) {
        broken(Rule.THE_ADDRESS_IS_WHERE_THE_ROUTES_ARE, zone + ": " + state(zone));
      }
    }
  }

  /** Whether every zone is at home and no tag waits for a time to come or to pass. */
  boolean nothingIsToCome() {
    return site.zones().stream().allMatch(zone -> home(zone).isPresent())
        && world.picture().machines().stream().noneMatch(Fitness::doubted);
  }

  /** The zone's own node, where its route leads there. */
  private Optional<Machine> home(String zone) {
    Picture picture = world.picture();
    return picture
        .table(site.tables().getOrDefault(zone, ""))
        .filter(Picture.Table::available)
        .flatMap(Picture.Table::target)
        .flatMap(picture::machine)
        .filter(machine -> machine.zone().equals(zone));
  }

  private String state(String zone) {
    Picture picture = world.picture();
    return "%s, %s, nodes %s"
        .formatted(
            picture.table(site.tables().getOrDefault(zone, "")),
            picture.addresses(),
            picture.machines().stream().filter(machine -> machine.zone().equals(zone)).toList());
  }

  /** The controller itself must not see it, so it is not thrown here. */
  void broken(Rule rule, String how) {
    found = found.or(() -> Optional.of(new Broken(rule, world.now(), how)));
  }

  /** The first rule that was broken. */
  Optional<Broken> found() {
    return found;
  }
}
