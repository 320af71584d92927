package natfailover.aws;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route table as on-boarding sees it.
 *
 * @param subnets those that it serves, the implicit ones of a main table included
 * @param ingressOf the gateway whose incoming traffic it routes, if it is such a table
 */
public record RoutedTable(
    String id,
    String vpc,
    Map<String, String> tags,
    List<ServedSubnet> subnets,
    boolean main,
    Optional<String> ingressOf,
    Optional<DefaultRoute> defaultRoute) {
  /** The fleet that the table is part of. */
  public static final String FLEET = Reads.FLEET;

  /** The zone it serves where its subnets do not tell. */
  public static final String ZONE = Reads.ZONE;

  /** Its default route before on-boarding, by the target's id, or {@code none}. */
  public static final String RESTORE = Reads.RESTORE;

  /** Since when it is being handed back. */
  public static final String LEAVING = Reads.LEAVING;

  /** The custom resource that on-boarded it. */
  public static final String OWNER = Reads.OWNER;

  /**
   * A subnet that a table serves.
   *
   * @param mapsPublicAddress whether instances get a public address in it of themselves
   * @param node a node of any fleet that lives in it
   */
  public record ServedSubnet(
      String id, String zone, boolean mapsPublicAddress, Optional<String> node) {}

  /** Keeps unmodifiable copies. */
  public RoutedTable {
    tags = Map.copyOf(tags);
    subnets = List.copyOf(subnets);
  }

  /** The value of one of our tags; blank counts as none. */
  public Optional<String> tag(String key) {
    return Optional.ofNullable(tags.get(key)).filter(value -> !value.isBlank());
  }

  /** Since when it is being handed back; the beginning of time where the tag tells no time. */
  public Optional<Instant> leavingSince() {
    return tag(LEAVING).map(RoutedTable::time);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }
}
