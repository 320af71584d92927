package natfailover.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A private route table of the fleet.
 *
 * @param zone the zone it serves; empty when neither its subnets nor a tag tell
 * @param subnets how many subnets use it, the implicit ones of a main table included
 * @param networks the CIDRs of those subnets
 * @param leaving whether it is being handed back
 */
public record Table(
    String id,
    Optional<String> zone,
    int subnets,
    List<String> networks,
    Egress egress,
    boolean leaving) {
  /** Keeps an unmodifiable copy. */
  public Table {
    networks = List.copyOf(networks);
  }

  /** Those with most subnets first, then by name. */
  public static final Comparator<Table> BY_WEIGHT =
      Comparator.comparingInt(Table::subnets).reversed().thenComparing(Table::id);

  /** Ours to point: it serves a zone, is not being handed back, and points at nothing foreign. */
  public boolean ours() {
    return zone.isPresent() && !leaving && egress.kind() != Egress.Kind.FOREIGN;
  }
}
