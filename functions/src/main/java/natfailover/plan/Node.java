package natfailover.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A NAT instance of the fleet.
 *
 * @param launchedAt when it was last started
 * @param membership empty for an instance built by hand
 * @param recorded the marks that its tags hold
 * @param marks the marks that hold once the evidence at hand is counted
 * @param answered the zones that it has just said it is prepared to carry
 * @param notes what the evidence at hand adds, in words
 */
public record Node(
    String id,
    String zone,
    Attachment attachment,
    Instant launchedAt,
    InstanceState state,
    Checks checks,
    Optional<Membership> membership,
    Marks recorded,
    Marks marks,
    Set<String> answered,
    List<String> notes) {

  /** Keeps unmodifiable copies. */
  public Node {
    answered = Set.copyOf(answered);
    notes = List.copyOf(notes);
  }

  /** Built by hand and on-boarded: no group replaces it, no agent of ours speaks for it. */
  public boolean handBuilt() {
    return membership.isEmpty();
  }

  /** Whether EC2 runs it. */
  public boolean running() {
    return state == InstanceState.RUNNING;
  }

  /** Whether it is no more, or is about to be no more. */
  public boolean gone() {
    return switch (state) {
      case SHUTTING_DOWN, TERMINATED -> true;
      case PENDING, RUNNING, STOPPING, STOPPED -> false;
    };
  }

  /** Whether the group's lifecycle fulfils a condition; false for an instance built by hand. */
  public boolean lifecycle(Predicate<Lifecycle> condition) {
    return membership.map(Membership::lifecycle).filter(condition).isPresent();
  }

  /** When it proved itself, a proof from before its last start not counted. */
  public Optional<Instant> readySince() {
    return handBuilt()
        ? Optional.of(launchedAt)
        : marks.time(Mark.READY_SINCE).filter(time -> !time.isBefore(launchedAt));
  }

  /** Since when nothing has spoken against it: the start of its hold-down. */
  public Instant fitSince() {
    return Stream.of(
            readySince(),
            marks.time(Mark.SUSPECT_UNTIL),
            marks.time(Mark.NAT_DOWN_UNTIL),
            marks.time(Mark.DRAINED_UNTIL))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(launchedAt);
  }

  /** Whether it is doubted at this moment and has not, or no longer, time to answer. */
  public boolean suspect(Instant at) {
    return doubted(at) && answerDue(at).isEmpty();
  }

  /** Whether anything is said against it at this moment, to be believed at once or not. */
  boolean doubted(Instant at) {
    return marks.time(Mark.SUSPECT_SINCE).isPresent()
        && marks.time(Mark.SUSPECT_UNTIL).map(at::isBefore).orElse(true);
  }

  /** Until when it may answer an accusation before it is doubted, if it may at this moment. */
  Optional<Instant> answerDue(Instant at) {
    Set<String> accusers = marks.words(Mark.ACCUSED_BY);
    return marks
        .time(Mark.SUSPECT_SINCE)
        .map(since -> since.plus(Accusations.ANSWER))
        .filter(_ -> !accusers.isEmpty() && Disputes.of(marks).withAll(accusers))
        .filter(until -> at.isBefore(until) && doubted(at));
  }

  /** Since when nothing gets through it by a prober's word, if that holds at this moment. */
  Optional<Instant> natDownSince(Instant at) {
    boolean over = marks.time(Mark.NAT_DOWN_UNTIL).filter(until -> !at.isBefore(until)).isPresent();
    return marks.time(Mark.NAT_DOWN_SINCE).filter(since -> !over && !since.isBefore(launchedAt));
  }

  /** Whether AWS has announced that it stops, reboots or retires it before then. */
  boolean endsBefore(Instant then) {
    return checks.plannedEnd().filter(end -> !end.isAfter(then)).isPresent();
  }

  /** Whether it can only masquerade: it can stand for no other zone's address. */
  public boolean masquerades() {
    return marks.time(Mark.MASQUERADES_SINCE).isPresent();
  }

  /** Whether it is to carry nothing at this moment. */
  public boolean drained(Instant at) {
    return marks.time(Mark.DRAINED_UNTIL).filter(at::isBefore).isPresent();
  }

  /** This node with other marks. */
  public Node with(Marks other) {
    return new Node(
        id,
        zone,
        attachment,
        launchedAt,
        state,
        checks,
        membership,
        recorded,
        other,
        answered,
        notes);
  }

  /** This node in another state. */
  public Node with(InstanceState other) {
    return new Node(
        id,
        zone,
        attachment,
        launchedAt,
        other,
        checks,
        membership,
        recorded,
        marks,
        answered,
        notes);
  }

  /** This node at another place in its group. */
  public Node with(Membership other) {
    return new Node(
        id,
        zone,
        attachment,
        launchedAt,
        state,
        checks,
        Optional.of(other),
        recorded,
        marks,
        answered,
        notes);
  }

  /** This node with the zones it is prepared to carry. */
  public Node answering(Set<String> zones) {
    return new Node(
        id, zone, attachment, launchedAt, state, checks, membership, recorded, marks, zones, notes);
  }

  /** This node with one more note. */
  public Node noting(String note) {
    List<String> more = Stream.concat(notes.stream(), Stream.of(note)).toList();
    return new Node(
        id,
        zone,
        attachment,
        launchedAt,
        state,
        checks,
        membership,
        recorded,
        marks,
        answered,
        more);
  }
}
