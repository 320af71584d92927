package natfailover.onboarding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import natfailover.aws.Calls;
import natfailover.aws.Handover;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.RoutedTable;
import natfailover.aws.TableChange;
import natfailover.aws.TableChange.Ending;

/** Does what CloudFormation asks for; whatever was done before is not done again. */
final class Onboarding {
  private final Handover handover;
  private final OnboardingSettings settings;

  Onboarding(Handover handover, OnboardingSettings settings) {
    this.handover = handover;
    this.settings = settings;
  }

  /**
   * Carries one request out.
   *
   * @param deadline when all has to be done
   * @return what the user should know
   * @throws Refused when it is not carried out, or not to its end
   */
  List<String> handle(Event event, Calls calls, Instant deadline) {
    Event.Type type =
        event
            .known()
            .orElseThrow(
                () ->
                    Refused.beforeAnyChange(
                        List.of(
                            new Fault(
                                "RequestType",
                                "is '" + event.type() + "'",
                                "invoke this function by CloudFormation only, with Create, Update"
                                    + " or Delete"))));
    return switch (type) {
      case CREATE -> take(event, calls, Set.of());
      case UPDATE -> update(event, calls, deadline);
      case DELETE -> delete(event, calls, deadline);
    };
  }

  private List<String> take(Event event, Calls calls, Set<String> zonesTold) {
    Enrolment enrolment = EnrolmentReader.read(event.properties());
    Set<String> untold = new TreeSet<>(zonesTold);
    untold.removeAll(enrolment.zones().keySet());
    Landscape landscape = handover.look(calls, enrolment.vpc());
    List<Fault> faults = new Admission(enrolment, event, landscape, untold).faults();
    if (!faults.isEmpty()) {
      throw Refused.beforeAnyChange(faults);
    }
    Intake intake = new Intake(enrolment, event.owner(), untold);
    List<RoutedTable> tables =
        enrolment.tables().stream()
            .flatMap(id -> Optional.ofNullable(landscape.tables().get(id)).stream())
            .toList();
    write(calls, tables.stream().flatMap(table -> intake.tags(table).stream()).toList());
    write(calls, tables.stream().flatMap(table -> intake.obsolete(table).stream()).toList());
    return List.of();
  }

  private void write(Calls calls, List<TableChange> changes) {
    List<Ending> endings = handover.apply(calls, changes);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      String table = changes.get(i).table();
      switch (endings.get(i)) {
        case Ending.Done _ -> {}
        case Ending.TableGone _, Ending.TargetGone _ ->
            faults.add(new Fault(table, "went while it was tagged", "take it out of RouteTables"));
        case Ending.Failed(String why) ->
            faults.add(
                new Fault(
                    table,
                    "could not be tagged (" + why + ")",
                    "see that the function's role allows that, and try again"));
      }
    }
    if (!faults.isEmpty()) {
      throw new Refused("No route was changed, but some tables are tagged by now", faults);
    }
  }

  /** Takes the tables that were added, then hands back those that were removed. */
  private List<String> update(Event event, Calls calls, Instant deadline) {
    Optional<Enrolment> old = old(event.oldProperties());
    Enrolment wanted = EnrolmentReader.read(event.properties());
    boolean sameResource = event.physicalResourceId().filter(wanted.id()::equals).isPresent();
    if (!sameResource) {
      return take(event, calls, Set.of());
    }
    Set<String> zonesTold = old.map(Enrolment::zones).map(Map::keySet).orElse(Set.of());
    take(event, calls, zonesTold);
    Landscape landscape = handover.look(calls, wanted.vpc());
    List<RoutedTable> removed =
        landscape.tables().values().stream()
            .filter(table -> !wanted.tables().contains(table.id()))
            .filter(table -> ours(table, wanted.fleet(), event, old))
            .toList();
    return departure(calls, deadline).handBack(wanted, removed, zonesTold);
  }

  private static Optional<Enrolment> old(Map<?, ?> properties) {
    try {
      return Optional.of(EnrolmentReader.read(properties));
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  /** Properties that are wrong have never taken a table in, so that there is none to hand back. */
  private List<String> delete(Event event, Calls calls, Instant deadline) {
    Optional<Enrolment> read = old(event.properties());
    if (read.isEmpty()) {
      return List.of("its properties were never valid, so that no table was on-boarded by it");
    }
    Enrolment enrolment = read.get();
    Landscape landscape = handover.look(calls, enrolment.vpc());
    List<RoutedTable> ours =
        landscape.tables().values().stream()
            .filter(table -> ours(table, enrolment.fleet(), event, read))
            .toList();
    List<String> notes = new ArrayList<>(others(enrolment, landscape, ours));
    notes.addAll(departure(calls, deadline).handBack(enrolment, ours, enrolment.zones().keySet()));
    return notes;
  }

  private Departure departure(Calls calls, Instant deadline) {
    return new Departure(handover, calls, settings.controllerTimeout(), deadline);
  }

  /** What this resource on-boarded; where the tag of its owner was lost, its list tells. */
  private static boolean ours(
      RoutedTable table, String fleet, Event event, Optional<Enrolment> listed) {
    boolean ofFleet = table.tag(RoutedTable.FLEET).filter(fleet::equals).isPresent();
    Optional<String> owner = table.tag(RoutedTable.OWNER);
    boolean nobodys =
        owner.isEmpty()
            && table.tag(RoutedTable.RESTORE).isPresent()
            && listed.filter(list -> list.tables().contains(table.id())).isPresent();
    return ofFleet && (nobodys || owner.filter(event.owner()::equals).isPresent());
  }

  private static List<String> others(
      Enrolment enrolment, Landscape landscape, Collection<RoutedTable> ours) {
    Set<String> ids = new TreeSet<>(enrolment.tables());
    ours.forEach(table -> ids.remove(table.id()));
    return ids.stream()
        .map(
            id ->
                landscape.tables().containsKey(id)
                    ? id + " was left alone, since it is not of this resource (any more)"
                    : id + " is gone already")
        .toList();
  }
}
