package natfailover.plan;

import java.util.Arrays;
import java.util.Locale;

/** What a prober says of its zone; only one of these speaks against the node. */
public enum ProbeVerdict {
  /** The internet answers. */
  EGRESS,
  /** The internet answers, except for one or more of the targets. */
  SITE_DOWN,
  /** The internet answers, but no name can be resolved. */
  DNS_DOWN,
  /** Nothing on the internet answers, though the prober's own network does. */
  NAT_DOWN,
  /** Nothing answers at all, so nothing is known of the node. */
  ZONE_DOWN,
  /** There is no prober, or it did not answer in time, or not in these words. */
  UNKNOWN;

  /** The verdict of this name, as probers write it. */
  public static ProbeVerdict of(String word) {
    return Arrays.stream(values())
        .filter(verdict -> verdict.word().equals(word))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** As probers write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it shows that packets go out and come back. */
  public boolean passes() {
    return switch (this) {
      case EGRESS, SITE_DOWN, DNS_DOWN -> true;
      case NAT_DOWN, ZONE_DOWN, UNKNOWN -> false;
    };
  }
}
