package natfailover.onboarding;

import java.time.Duration;
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
import natfailover.aws.Calls;
import natfailover.aws.Handover;
import natfailover.aws.RoutedTable;
import natfailover.aws.TableChange;
import natfailover.aws.TableChange.Ending;
import natfailover.aws.TableChange.Tag;
import natfailover.aws.TableChange.Untag;
import natfailover.onboarding.HandBack.Step;
import natfailover.onboarding.HandBack.Word;

/**
 * Hands tables back: marks them as leaving, so that the controller lets go of them; waits until
 * none runs that has seen them before; restores their default routes and reads them back; and only
 * then removes the tags, so that whatever fails can be done again.
 */
final class Departure {
  /** Routes are written and read back this often at most. */
  private static final int ROUNDS = 3;

  /** What AWS describes may be this much behind what it has accepted. */
  private static final Duration DESCRIBE_LAG = Duration.ofSeconds(2);

  /** What reading back and removing the tags may take. */
  private static final Duration FOR_THE_ROUTES = Duration.ofSeconds(15);

  private final Handover handover;
  private final Calls calls;
  private final Duration controllerTimeout;
  private final Instant deadline;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Fault> failed = new TreeMap<>();
  private final Map<String, Word> words = new TreeMap<>();

  Departure(Handover handover, Calls calls, Duration controllerTimeout, Instant deadline) {
    this.handover = handover;
    this.calls = calls;
    this.controllerTimeout = controllerTimeout;
    this.deadline = deadline;
  }

  /**
   * Hands tables of one fleet back.
   *
   * @param zonesTold the tables whose zone tag on-boarding has written
   * @return what the user should know
   * @throws Refused when some are not handed back; they stay marked, and it can be done again
   */
  List<String> handBack(
      Enrolment enrolment, Collection<RoutedTable> tables, Set<String> zonesTold) {
    Set<String> left = new TreeSet<>(tables.stream().map(RoutedTable::id).toList());
    if (left.isEmpty()) {
      return notes;
    }
    waitFor(mark(tables, left));
    Set<String> settled = restore(enrolment, left);
    left.stream()
        .filter(id -> !settled.contains(id))
        .forEach(
            id ->
                failed.putIfAbsent(
                    id,
                    new Fault(
                        id,
                        "did not keep its previous default route, though it was written",
                        "see who else writes it, and try again")));
    release(settled, zonesTold);
    if (!failed.isEmpty()) {
      throw new Refused(
          "%d of %d tables were not handed back and stay tagged %s, so that the controller leaves"
                  .formatted(failed.size(), tables.size(), RoutedTable.LEAVING)
              + " them alone",
          List.copyOf(failed.values()));
    }
    return notes;
  }

  /** Until when a controller may still run that has seen one of these unmarked. */
  private Instant mark(Collection<RoutedTable> tables, Set<String> left) {
    Instant now = calls.now();
    List<TableChange> marks = new ArrayList<>();
    Instant since = Instant.EPOCH;
    for (RoutedTable table : tables) {
      Optional<Instant> marked = table.leavingSince();
      since = later(since, marked.orElse(now));
      if (marked.isEmpty()) {
        marks.add(new Tag(table.id(), Map.of(RoutedTable.LEAVING, now.toString())));
      }
    }
    apply(marks, left);
    return later(since.plus(controllerTimeout).plus(DESCRIBE_LAG), now);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** One pause, and none at all when this is tried again after the tables were marked. */
  private void waitFor(Instant quiet) {
    if (quiet.plus(FOR_THE_ROUTES).isAfter(deadline)) {
      throw new Refused(
          "The tables are marked (%s) but not yet handed back".formatted(RoutedTable.LEAVING),
          List.of(
              new Fault(
                  "The time-out of this function",
                  "is too short to wait out a controller that runs (%d s)"
                      .formatted(controllerTimeout.toSeconds()),
                  "set it to the controller's time-out and a minute more; or try again after %s,"
                          .formatted(quiet)
                      + " when nothing is left to wait for")));
    }
    calls.waitUntil(quiet);
  }

  /** The tables whose routes are as they were, or as they have to be. */
  private Set<String> restore(Enrolment enrolment, Set<String> left) {
    HandBack handBack = new HandBack(enrolment.fleet());
    Set<String> settled = new TreeSet<>();
    for (int round = 0; round <= ROUNDS && !settled.containsAll(left); round++) {
      Map<String, RoutedTable> seen = handover.look(calls, enrolment.vpc()).tables();
      Map<String, TableChange> changes = new LinkedHashMap<>();
      for (String id : Set.copyOf(left)) {
        RoutedTable table = seen.get(id);
        if (table == null) {
          left.remove(id);
          notes.add(id + " is gone already");
        } else if (!settled.contains(id) && !failed.containsKey(id)) {
          switch (handBack.next(table, words.getOrDefault(id, Word.NONE))) {
            case Step.Change(TableChange change) -> changes.put(id, change);
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
        calls.waitUntil(calls.now().plus(DESCRIBE_LAG));
      }
    }
    return settled;
  }

  private void apply(List<TableChange> changes, Set<String> left) {
    List<Ending> endings = handover.apply(calls, changes);
    for (int i = 0; i < changes.size(); i++) {
      String id = changes.get(i).table();
      switch (endings.get(i)) {
        case Ending.Done _ ->
            words.merge(id, Word.ACCEPTED, (was, now) -> was == Word.GONE ? was : now);
        case Ending.TargetGone _ -> words.put(id, Word.GONE);
        case Ending.TableGone _ -> {
          if (left.remove(id)) {
            notes.add(id + " is gone already");
          }
        }
        case Ending.Failed(String why) -> failed.put(id, fault(id, why));
      }
    }
  }

  private static Fault fault(String table, String why) {
    return new Fault(
        table,
        "could not be changed (" + why + ")",
        "see that the function's role allows that, and try again; or set its default route by hand"
            + " and remove its tags");
  }

  private void release(Set<String> settled, Set<String> zonesTold) {
    List<TableChange> changes = new ArrayList<>();
    for (String id : settled) {
      Set<String> keys =
          new TreeSet<>(
              Set.of(
                  RoutedTable.FLEET, RoutedTable.RESTORE, RoutedTable.LEAVING, RoutedTable.OWNER));
      if (zonesTold.contains(id)) {
        keys.add(RoutedTable.ZONE);
      }
      changes.add(new Untag(id, keys));
    }
    apply(changes, new TreeSet<>(settled));
  }
}
