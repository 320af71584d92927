package natfailover.plan;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which probers are to be asked, and about which node.
 *
 * <p>Heartbeats find out sooner what a neighbour can find out at all. So a prober is asked about a
 * node that has no neighbour to judge it, one that has refuted a neighbour (each says the opposite
 * of the other, and the prober is the third witness), and one that has to prove itself. Only where
 * all tables of the prober's zone lead to that node, since nobody knows which of them the prober's
 * subnet uses; that it is one of them, on-boarding's check and the doctor see to.
 */
public final class Inquiry {
  /** Between a prober's answer and the question that is to confirm it. */
  public static final Duration PAUSE = Duration.ofSeconds(3);

  /** For so long two that contradicted each other are not believed on each other's account. */
  private static final Duration DISPUTE = Duration.ofMinutes(10);

  private final Fleet fleet;

  /** Inquiries about one fleet. */
  public Inquiry(Fleet fleet) {
    this.fleet = fleet;
  }

  /** The prober of a zone is to say whether it gets through a node. */
  public record Question(String fleet, String zone, String node) {}

  /** All that a sweep asks. */
  public List<Question> all() {
    return questions(false);
  }

  /** Only what is about nodes that have to prove that something gets through them. */
  public List<Question> proofs() {
    return questions(true);
  }

  /** The nodes that a prober did not get through, and no other either: one that does acquits. */
  public static Set<String> shut(List<Evidence.Probed> answers) {
    Set<String> open =
        answers.stream()
            .filter(answer -> answer.verdict().passes())
            .map(Evidence.Probed::instanceId)
            .collect(toSet());
    return answers.stream()
        .filter(answer -> answer.verdict() == ProbeVerdict.NAT_DOWN)
        .map(Evidence.Probed::instanceId)
        .filter(node -> !open.contains(node))
        .collect(toSet());
  }

  private List<Question> questions(boolean proofsOnly) {
    List<Question> questions = new ArrayList<>();
    for (String zone : fleet.zones()) {
      carrier(zone)
          .filter(node -> toBeProved(node) || (!proofsOnly && (alone(node) || disputed(node))))
          .ifPresent(node -> questions.add(new Question(fleet.name(), zone, node.id())));
    }
    return questions;
  }

  private Optional<Node> carrier(String zone) {
    Set<Egress> egresses = fleet.tablesOf(zone).stream().map(Table::egress).collect(toSet());
    return egresses.stream()
        .filter(egress -> egresses.size() == 1 && egress.kind() == Egress.Kind.NODE)
        .flatMap(egress -> fleet.node(egress.id()).stream())
        .filter(node -> node.running() && !fleet.paused(zone))
        .findFirst();
  }

  private boolean alone(Node node) {
    return node.handBuilt()
        || fleet.nodes().stream()
            .noneMatch(
                other ->
                    !other.id().equals(node.id())
                        && !other.handBuilt()
                        && fleet.health(other).fit());
  }

  private boolean disputed(Node node) {
    Disputes recent = Disputes.of(node.marks()).after(fleet.observedAt().minus(DISPUTE));
    return !recent.times().isEmpty();
  }

  private static boolean toBeProved(Node node) {
    return node.marks().values().containsKey(Mark.NAT_DOWN_SINCE)
        || node.marks().values().containsKey(Mark.TRIAL_SINCE);
  }
}
