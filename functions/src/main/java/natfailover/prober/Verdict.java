package natfailover.prober;

import java.util.List;
import java.util.Locale;

/**
 * What a probe says of the zone, from best to worst. The first row that fits holds:
 *
 * <pre>
 * targets that accept | names among the targets | control | verdict
 * --------------------+-------------------------+---------+----------
 * all                 | any                     | any     | EGRESS
 * some                | none of them resolves   | any     | DNS_DOWN
 * some                | else                    | any     | SITE_DOWN
 * none                | any                     | answers | NAT_DOWN
 * none                | any                     | else    | ZONE_DOWN
 * </pre>
 */
enum Verdict {
  /** The internet answers. */
  EGRESS,

  /** The internet answers, except for one or more of the targets. */
  SITE_DOWN,

  /** The internet answers, but no name can be resolved. */
  DNS_DOWN,

  /** Nothing on the internet answers, though the subnet's own network does. */
  NAT_DOWN,

  /** Nothing answers at all. */
  ZONE_DOWN;

  static Verdict of(List<Observation> targets, Outcome control) {
    long accepting = targets.stream().filter(it -> it.outcome().provesEgress()).count();
    if (accepting > 0 && accepting == targets.size()) {
      return EGRESS;
    }
    if (accepting > 0) {
      return noNameResolves(targets) ? DNS_DOWN : SITE_DOWN;
    }
    return control.provesZone() ? NAT_DOWN : ZONE_DOWN;
  }

  /** The word for it in the answer. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean noNameResolves(List<Observation> targets) {
    List<Observation> names = targets.stream().filter(it -> !it.target().isLiteral()).toList();
    return !names.isEmpty() && names.stream().allMatch(it -> it.outcome() == Outcome.UNRESOLVED);
  }
}
