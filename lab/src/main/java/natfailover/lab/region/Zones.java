package natfailover.lab.region;

import java.util.HashSet;
import java.util.Set;

/** The region's Availability Zones and which of them have no capacity, or are lost. */
final class Zones {
  private static final Filters.Paths PATHS =
      Filters.Paths.of(
          "zone-name zoneName",
          "zone-id zoneId",
          "state zoneState",
          "region-name regionName",
          "zone-type zoneType",
          "group-name groupName",
          "opt-in-status optInStatus");
  private final World world;
  private final Set<String> withoutCapacity = new HashSet<>();
  private final Set<String> lost = new HashSet<>();

  Zones(World world) {
    this.world = world;
  }

  /** As {@code apne1-az1}: the account-independent name. */
  static String id(RegionSettings settings, String zone) {
    String[] parts = settings.region().split("-", -1);
    String area = parts.length == 3 ? parts[1] : "zone";
    String compass = area.replaceAll("(north|south|east|west|central)", "$1,");
    StringBuilder code = new StringBuilder(parts[0]);
    for (String word : compass.split(",", -1)) {
      code.append(word.isEmpty() ? "" : word.substring(0, 1));
    }
    code.append(parts[parts.length - 1]);
    return code + "-az" + (settings.zones().indexOf(zone) + 1);
  }

  void check(String zone) {
    if (!world.settings().zones().contains(zone)) {
      throw ApiError.invalid("Value (" + zone + ") for parameter availabilityZone is invalid.");
    }
  }

  boolean hasCapacity(String zone) {
    return !withoutCapacity.contains(zone) && !lost.contains(zone);
  }

  void capacity(String zone, boolean insufficient) {
    check(zone);
    if (insufficient) {
      withoutCapacity.add(zone);
    } else {
      withoutCapacity.remove(zone);
    }
  }

  void lost(String zone, boolean gone) {
    check(zone);
    if (gone) {
      lost.add(zone);
    } else {
      lost.remove(zone);
    }
  }

  ApiError insufficient(String type, String zone) {
    return new ApiError(
        500,
        "InsufficientInstanceCapacity",
        "We currently do not have sufficient "
            + type
            + " capacity in the Availability Zone you"
            + " requested ("
            + zone
            + "). Our system will be working on provisioning additional"
            + " capacity.");
  }

  Tree describe(Parameters parameters) {
    Filters filters = Filters.of(parameters, PATHS);
    var names = parameters.list("ZoneName");
    names.forEach(this::check);
    return new Tree()
        .list(
            "availabilityZoneInfo",
            world.settings().zones().stream()
                .filter(zone -> names.isEmpty() || names.contains(zone))
                .map(this::tree)
                .filter(filters)
                .toList());
  }

  private Tree tree(String zone) {
    RegionSettings settings = world.settings();
    return new Tree()
        .put("zoneName", zone)
        .put("zoneId", id(settings, zone))
        .put("zoneState", "available")
        .put("regionName", settings.region())
        .put("groupName", settings.region() + "-zg-1")
        .put("networkBorderGroup", settings.region())
        .put("zoneType", "availability-zone")
        .put("optInStatus", "opt-in-not-required");
  }
}
