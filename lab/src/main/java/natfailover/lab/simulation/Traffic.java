package natfailover.lab.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import natfailover.lab.region.Picture;

/** Which zones' private subnets have egress, at every moment. */
final class Traffic {
  private final World world;
  private final Site site;
  private final Nodes nodes;
  private final Set<String> darkZones = new HashSet<>();
  private Instant counted = Instant.MAX;
  private Duration dark = Duration.ZERO;

  Traffic(World world, Site site, Nodes nodes) {
    this.world = world;
    this.site = site;
    this.nodes = nodes;
  }

  /** What was before is not counted. */
  void countFrom(Instant then) {
    if (counted.equals(Instant.MAX)) {
      counted = then;
    }
  }

  /** Zone by zone, the time without egress. */
  Duration dark() {
    return dark;
  }

  /** To be called whenever anything has changed. */
  void look() {
    if (counted.isBefore(world.now())) {
      dark = dark.plus(Duration.between(counted, world.now()).multipliedBy(darkZones.size()));
      counted = world.now();
    }
    Picture picture = world.picture();
    for (String zone : site.zones()) {
      boolean lit =
          picture
              .table(site.tables().getOrDefault(zone, ""))
              .filter(Picture.Table::available)
              .flatMap(Picture.Table::target)
              .flatMap(picture::machine)
              .filter(nodes::forwards)
              .isPresent();
      if (lit ? darkZones.remove(zone) : darkZones.add(zone)) {
        world.note(zone + (lit ? " has egress" : " has NO egress"));
      }
    }
  }
}
