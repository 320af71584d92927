package natfailover.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What may be expected of a node.
 *
 * @param verdict fit to carry traffic, unfit, or not known
 * @param forwards whether an unfit node still forwards as far as is known, so that leaving it can
 *     be prepared
 * @param evidence why, in words
 */
public record Health(Verdict verdict, boolean forwards, List<String> evidence) {
  /** A stop, reboot or retirement that AWS planned counts from this long beforehand. */
  static final Duration PLANNED_END_NOTICE = Duration.ofMinutes(10);

  /** Keeps an unmodifiable copy. */
  public Health {
    evidence = List.copyOf(evidence);
  }

  /** Fit, unfit, or not known: never move traffic to a node not known, nor from it for that. */
  public enum Verdict {
    HEALTHY,
    UNHEALTHY,
    UNKNOWN
  }

  /** Fit to carry traffic. */
  public boolean fit() {
    return verdict == Verdict.HEALTHY;
  }

  /**
   * The health of a node at a moment: running, proved, checks not failing, not doubted, not about
   * to go.
   */
  public static Health of(Node node, Instant at) {
    List<String> broken = broken(node, at);
    List<String> leaving = leaving(node, at);
    List<String> evidence = new ArrayList<>(broken);
    evidence.addAll(leaving);
    evidence.addAll(remarks(node, at));
    evidence.addAll(node.notes());
    if (!broken.isEmpty() || !leaving.isEmpty()) {
      return new Health(Verdict.UNHEALTHY, broken.isEmpty(), evidence);
    }
    if (node.readySince().isEmpty()) {
      // A route that points here was set on knowledge that this look does not have.
      evidence.addFirst("has not proved itself yet");
      return new Health(Verdict.UNKNOWN, true, evidence);
    }
    if (node.checks().verdict() == Checks.Verdict.UNKNOWN) {
      evidence.addFirst("status checks have no verdict");
      return new Health(Verdict.UNKNOWN, true, evidence);
    }
    if (!node.attachment().publicAddress()) {
      evidence.add("egress unproved: no public address");
    }
    return new Health(Verdict.HEALTHY, true, evidence);
  }

  private static List<String> broken(Node node, Instant at) {
    List<String> found = new ArrayList<>();
    if (!node.running()) {
      found.add("is " + node.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    } else if (node.readySince().isEmpty() && node.marks().time(Mark.READY_SINCE).isPresent()) {
      found.add("has not proved itself since its start at " + node.launchedAt());
    }
    if (node.handBuilt() && node.checks().verdict() == Checks.Verdict.INITIALIZING) {
      found.add("has not passed its status checks yet");
    }
    if (node.checks().verdict() == Checks.Verdict.IMPAIRED) {
      found.add(
          "status checks fail" + node.checks().impairedSince().map(t -> " since " + t).orElse(""));
    }
    if (node.suspect(at)) {
      found.add(
          "suspect since "
              + node.marks().values().get(Mark.SUSPECT_SINCE)
              + until(node, Mark.SUSPECT_UNTIL));
    }
    node.natDownSince(at)
        .ifPresent(
            since ->
                found.add(
                    "nothing gets through it by the word of the prober of "
                        + String.join(", ", node.marks().words(Mark.NAT_DOWN_FROM))
                        + ", since "
                        + since
                        + until(node, Mark.NAT_DOWN_UNTIL)));
    return found;
  }

  private static String until(Node node, Mark mark) {
    return node.marks().time(mark).map(time -> " until " + time).orElse("");
  }

  /** What does not make it unfit. */
  private static List<String> remarks(Node node, Instant at) {
    List<String> found = new ArrayList<>();
    node.answerDue(at)
        .ifPresent(
            until ->
                found.add(
                    "not heard by "
                        + String.join(", ", node.marks().words(Mark.ACCUSED_BY))
                        + ", has until "
                        + until
                        + " to answer"));
    if (node.masquerades()) {
      found.add("masquerades: can keep no other zone's address");
    }
    return found;
  }

  private static List<String> leaving(Node node, Instant at) {
    List<String> found = new ArrayList<>();
    if (node.drained(at)) {
      found.add("drained until " + node.marks().values().get(Mark.DRAINED_UNTIL));
    }
    node.membership()
        .map(Membership::lifecycle)
        .filter(lifecycle -> !lifecycle.launching() && !lifecycle.inService())
        .ifPresent(lifecycle -> found.add("its group says " + lifecycle.state()));
    node.checks()
        .plannedEnd()
        .filter(end -> !end.isAfter(at.plus(PLANNED_END_NOTICE)))
        .ifPresent(end -> found.add("AWS plans its end at " + end));
    return found;
  }
}
