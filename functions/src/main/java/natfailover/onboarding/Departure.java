package natfailover.onboarding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import natfailover.aws.Belonging;
import natfailover.aws.Calls;
import natfailover.aws.Handover;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.HandoverChange;
import natfailover.aws.HandoverChange.Associate;
import natfailover.aws.HandoverChange.Ending;
import natfailover.aws.HandoverChange.Tag;
import natfailover.aws.HandoverChange.Untag;
import natfailover.onboarding.HandBack.Step;
import natfailover.onboarding.HandBack.Word;

/**
 * Hands tables and addresses back: marks them as leaving, so that the controller lets go of them;
 * waits until none runs that has seen them before; restores them and reads them back; and only then
 * removes the tags, so that whatever fails can be done again.
 */
final class Departure {
  /** Routes are written and read back this often at most. */
  private static final int ROUNDS = 3;

  private final Handover handover;
  private final Calls calls;
  private final Quiet quiet;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Fault> failed = new TreeMap<>();
  private final Map<String, Word> words = new TreeMap<>();

  Departure(Handover handover, Calls calls, Quiet quiet) {
    this.handover = handover;
    this.calls = calls;
    this.quiet = quiet;
  }

  /**
   * Hands back what is of one fleet.
   *
   * @param zonesTold those whose zone tag on-boarding has written
   * @return what the user should know
   * @throws Refused when some are not handed back; they stay marked, and it can be done again
   */
  List<String> handBack(Enrolment enrolment, Collection<Belonging> things, Set<String> zonesTold) {
    Set<String> left = new TreeSet<>(things.stream().map(Belonging::id).toList());
    if (left.isEmpty()) {
      return notes;
    }
    quiet.await(mark(things, left));
    Set<String> settled = restore(enrolment, left);
    left.stream()
        .filter(id -> !settled.contains(id))
        .forEach(
            id ->
                failed.putIfAbsent(
                    id,
                    new Fault(
                        id,
                        "did not stay as it was before, though that was written",
                        "see who else changes it, and try again")));
    release(settled, zonesTold);
    if (!failed.isEmpty()) {
      throw new Refused(
          "%d of %d were not handed back and stay tagged %s, so that the controller leaves"
                  .formatted(failed.size(), things.size(), Belonging.LEAVING)
              + " them alone",
          List.copyOf(failed.values()));
    }
    return notes;
  }

  /** When the last of them was marked. */
  private Instant mark(Collection<Belonging> things, Set<String> left) {
    Instant now = calls.now();
    List<HandoverChange> marks = new ArrayList<>();
    Instant since = Instant.EPOCH;
    for (Belonging thing : things) {
      Optional<Instant> marked = thing.leavingSince();
      since = Quiet.later(since, marked.orElse(now));
      if (marked.isEmpty()) {
        marks.add(new Tag(thing.id(), Map.of(Belonging.LEAVING, now.toString())));
      }
    }
    apply(marks, left);
    return since;
  }

  /** What is as it was, or as it has to be. */
  private Set<String> restore(Enrolment enrolment, Set<String> left) {
    HandBack handBack = new HandBack(enrolment.fleet());
    Set<String> settled = new TreeSet<>();
    for (int round = 0; round <= ROUNDS && !settled.containsAll(left); round++) {
      Landscape seen = handover.look(calls, enrolment.vpc());
      Map<String, HandoverChange> changes = new LinkedHashMap<>();
      for (String id : Set.copyOf(left)) {
        Optional<Belonging> thing = seen.find(id);
        if (thing.isEmpty()) {
          left.remove(id);
          notes.add(id + " is gone already");
        } else if (!settled.contains(id) && !failed.containsKey(id)) {
          switch (handBack.next(thing.get(), words.getOrDefault(id, Word.NONE))) {
            case Step.Change(HandoverChange change) -> changes.put(id, change);
            case Step.Settled(Optional<String> note) -> {
              settled.add(id);
              note.ifPresent(notes::add);
            }
          }
        }
      }
      if (changes.isEmpty()) {
        break;
      }
      if (round < ROUNDS) {
        apply(List.copyOf(changes.values()), left);
        calls.waitUntil(calls.now().plus(Calls.DESCRIBE_LAG));
      }
    }
    return settled;
  }

  private void apply(List<HandoverChange> changes, Set<String> left) {
    List<Ending> endings = handover.apply(calls, changes);
    for (int i = 0; i < changes.size(); i++) {
      String id = changes.get(i).id();
      switch (endings.get(i)) {
        case Ending.Done _ ->
            words.merge(id, Word.ACCEPTED, (was, now) -> was == Word.GONE ? was : now);
        case Ending.TargetGone _ -> words.put(id, Word.GONE);
        case Ending.Gone _ -> {
          if (left.remove(id)) {
            notes.add(id + " is gone already");
          }
        }
        case Ending.Barred(String why) -> {
          if (stands(changes.get(i))) {
            failed.put(id, fault(id, why));
          } else {
            words.put(id, Word.GONE);
          }
        }
        case Ending.Failed(String why) -> failed.put(id, fault(id, why));
      }
    }
  }

  private boolean stands(HandoverChange change) {
    return !(change instanceof Associate(_, String place)) || handover.stands(calls, place);
  }

  private static Fault fault(String id, String why) {
    return new Fault(
        id,
        "could not be changed (" + why + ")",
        "see that the function's role allows that, and try again; or put it back by hand and remove"
            + " its tags");
  }

  private void release(Set<String> settled, Set<String> zonesTold) {
    List<HandoverChange> changes = new ArrayList<>();
    for (String id : settled) {
      Set<String> keys =
          new TreeSet<>(
              Set.of(Belonging.FLEET, Belonging.RESTORE, Belonging.LEAVING, Belonging.OWNER));
      if (zonesTold.contains(id)) {
        keys.add(Belonging.ZONE);
      }
      changes.add(new Untag(id, keys));
    }
    apply(changes, new TreeSet<>(settled));
  }
}
