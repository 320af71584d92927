package natfailover.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node for a test: healthy, in service and ready for an hour, unless said otherwise. */
final class NodeBuilder {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final String id;
  private final String zone;
  private final Map<Mark, String> recorded = new EnumMap<>(Mark.class);
  private final Map<Mark, String> evidence = new EnumMap<>(Mark.class);
  private InstanceState state = InstanceState.RUNNING;
  private Checks checks = Checks.OK;
  private String lifecycle = "InService";
  private boolean givenUp;
  private boolean publicAddress = true;
  private boolean adoptionAddress = true;
  private boolean sourceDestCheck;
  private Set<String> answered = Set.of();
  private Instant launchedAt = NOW.minus(Duration.ofHours(2));

  /** A node of the zone that its id begins with. */
  NodeBuilder(String id) {
    this.id = id;
    this.zone = id.substring(0, 1);
    recorded.put(Mark.READY_SINCE, ago(3600));
  }

  static String ago(long seconds) {
    return NOW.minusSeconds(seconds).toString();
  }

  String zone() {
    return zone;
  }

  NodeBuilder is(InstanceState other) {
    state = other;
    return this;
  }

  NodeBuilder launched(long secondsAgo) {
    launchedAt = NOW.minusSeconds(secondsAgo);
    return this;
  }

  NodeBuilder checks(Checks.Verdict verdict) {
    boolean impaired = verdict == Checks.Verdict.IMPAIRED;
    return checks(
        new Checks(
            verdict,
            impaired ? Optional.of(NOW.minusSeconds(10)) : Optional.empty(),
            Optional.empty()));
  }

  NodeBuilder checks(Checks other) {
    checks = other;
    return this;
  }

  NodeBuilder unknown() {
    return checks(Checks.Verdict.UNKNOWN);
  }

  /** Tells the group's state; empty for a node built by hand. */
  NodeBuilder lifecycle(String other) {
    lifecycle = other;
    return this;
  }

  /** Its group holds it for unhealthy. */
  NodeBuilder givenUp() {
    givenUp = true;
    return this;
  }

  NodeBuilder handBuilt() {
    recorded.remove(Mark.READY_SINCE);
    return lifecycle("");
  }

  NodeBuilder withoutPublicAddress() {
    publicAddress = false;
    return this;
  }

  NodeBuilder withoutAdoptionAddress() {
    adoptionAddress = false;
    return this;
  }

  NodeBuilder sourceDestCheckOn() {
    sourceDestCheck = true;
    return this;
  }

  NodeBuilder unready() {
    recorded.remove(Mark.READY_SINCE);
    return this;
  }

  NodeBuilder readyFor(long seconds) {
    return tagged(Mark.READY_SINCE, ago(seconds));
  }

  /** Doubted for good since some seconds ago: still running, traffic lost at once. */
  NodeBuilder suspect(long seconds) {
    return tagged(Mark.SUSPECT_SINCE, ago(seconds));
  }

  /** Drained for half an hour: unfit, but still forwarding. */
  NodeBuilder drained() {
    return tagged(Mark.DRAINED_UNTIL, ago(-1800));
  }

  NodeBuilder tagged(Mark mark, String value) {
    recorded.put(mark, value);
    return this;
  }

  /** A mark that the evidence at hand adds and no tag holds yet. */
  NodeBuilder learnt(Mark mark, String value) {
    evidence.put(mark, value);
    return this;
  }

  NodeBuilder answered(String... zones) {
    answered = Set.of(zones);
    return this;
  }

  /** The node; told long ago to carry these zones unless its tags were set. */
  Node build(Set<String> carries, boolean elasticAddress) {
    if (!carries.isEmpty() && !recorded.containsKey(Mark.CARRIES) && !lifecycle.isEmpty()) {
      recorded.put(Mark.CARRIES, String.join(" ", carries));
      recorded.put(Mark.CARRIES_SINCE, ago(3600));
    }
    Map<Mark, String> marks = new EnumMap<>(Mark.class);
    marks.putAll(recorded);
    marks.putAll(evidence);
    return new Node(
        id,
        zone,
        new Attachment(
            Optional.of("eni-" + id),
            id + "-primary",
            Optional.of(id + "-adoption").filter(_ -> adoptionAddress),
            Optional.of("203.0.113.7").filter(_ -> publicAddress || elasticAddress),
            sourceDestCheck),
        launchedAt,
        state,
        checks,
        Optional.of(
                new Membership("asg-" + zone, new Lifecycle(lifecycle, givenUp), Optional.empty()))
            .filter(_ -> !lifecycle.isEmpty()),
        new Marks(recorded),
        new Marks(marks),
        answered,
        List.of());
  }
}
