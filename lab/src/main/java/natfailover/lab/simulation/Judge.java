package natfailover.lab.simulation;

import java.util.Optional;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;

/** Looks at what is to hold once all is calm, and keeps the first rule that anybody saw broken. */
final class Judge {
  private final World world;
  private final Site site;
  private Optional<Broken> found = Optional.empty();

  Judge(World world, Site site) {
    this.world = world;
    this.site = site;
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
