package natfailover.plan;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The number of each zone of a fleet's ring and the private networks that its tables serve. */
public final class ZoneNetworks {
  /** A tag's value can have this many characters. */
  private static final int LONGEST = 256;

  private final Fleet fleet;
  private final List<String> ring;
  private final boolean lettered;

  /** Those of a fleet. */
  public ZoneNetworks(Fleet fleet) {
    this.fleet = fleet;
    SortedSet<String> zones = fleet.ring();
    ring = List.copyOf(zones);
    lettered =
        zones.stream()
                .mapToInt(ZoneNetworks::letter)
                .filter(letter -> letter > 0)
                .distinct()
                .count()
            == zones.size();
  }

  /** As a tag has it, {@code k=cidr,cidr}; empty where a tag cannot hold it. */
  Optional<String> tag(String zone) {
    return Optional.of(text(zone)).filter(text -> text.length() <= LONGEST);
  }

  /** What a tag cannot hold, zone by zone, in words. */
  public List<String> tooLong() {
    return overlong().entrySet().stream()
        .map(
            zone ->
                "the networks of zone %s take %d characters, a tag holds %d: give the zone fewer or"
                        .formatted(zone.getKey(), zone.getValue(), LONGEST)
                    + " adjacent private subnets; until then its nodes masquerade")
        .toList();
  }

  /** The zones whose networks a tag cannot hold, and how many characters they take. */
  public SortedMap<String, Integer> overlong() {
    SortedMap<String, Integer> found = new TreeMap<>();
    for (String zone : ring) {
      int length = text(zone).length();
      if (length > LONGEST) {
        found.put(zone, length);
      }
    }
    return found;
  }

  private String text(String zone) {
    List<String> networks =
        fleet.tables().stream()
            .filter(table -> !table.leaving())
            .filter(table -> table.zone().filter(zone::equals).isPresent())
            .flatMap(table -> table.networks().stream())
            .toList();
    return number(zone) + "=" + String.join(",", Networks.aggregate(networks));
  }

  /** The place of the zone's letter, so that a zone that comes or goes renumbers no other. */
  private int number(String zone) {
    return lettered ? letter(zone) : ring.indexOf(zone) + 1;
  }

  /** 1 for {@code ap-northeast-1a}; 0 for a name that does not end with a letter. */
  private static int letter(String zone) {
    char last = zone.isEmpty() ? '-' : zone.charAt(zone.length() - 1);
    return last >= 'a' && last <= 'z' ? last - 'a' + 1 : 0;
  }
}
