package natfailover.onboarding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import natfailover.aws.Belonging;
import natfailover.aws.Calls;
import natfailover.aws.Handover;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.HandoverChange;
import natfailover.aws.HandoverChange.Ending;
import natfailover.aws.OwnAddress;
import natfailover.aws.RoutedTable;

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
    if (Precheck.asked(event)) {
      return new Precheck(handover).handle(event, type, calls);
    }
    return switch (type) {
      case CREATE -> take(event, calls, Set.of());
      case UPDATE -> update(event, calls, deadline);
      case DELETE -> delete(event, calls, deadline);
    };
  }

  private List<String> take(Event event, Calls calls, Set<String> zonesTold) {
    Enrolment enrolment = EnrolmentReader.read(event.properties());
    Set<String> untold = new TreeSet<>(zonesTold);
    untold.removeAll(enrolment.zonesTold());
    Landscape landscape = handover.look(calls, enrolment.vpc());
    Claims claims = new Claims(enrolment, event);
    List<Fault> faults = new Admission(enrolment, claims, landscape, untold).all();
    if (!faults.isEmpty()) {
      throw Refused.beforeAnyChange(faults);
    }
    Intake intake = new Intake(enrolment, event.owner(), untold);
    List<OwnAddress> addresses = each(enrolment.addresses().keySet(), landscape.addresses());
    List<RoutedTable> tables = each(enrolment.tables(), landscape.tables());
    // First the addresses, so that no route moves before it is known which address goes with it.
    write(calls, addresses.stream().flatMap(address -> intake.tags(address).stream()).toList());
    write(calls, tables.stream().flatMap(table -> intake.tags(table).stream()).toList());
    write(
        calls,
        Stream.concat(addresses.stream(), tables.stream())
            .flatMap(thing -> intake.obsolete(thing).stream())
            .toList());
    return List.of();
  }

  private static <T> List<T> each(Collection<String> ids, Map<String, T> all) {
    return ids.stream().flatMap(id -> Optional.ofNullable(all.get(id)).stream()).toList();
  }

  private void write(Calls calls, List<HandoverChange> changes) {
    List<Ending> endings = handover.apply(calls, changes);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      String id = changes.get(i).id();
      switch (endings.get(i)) {
        case Ending.Done _ -> {}
        case Ending.Gone _, Ending.TargetGone _ ->
            faults.add(new Fault(id, "went while it was tagged", "take it out of the stack"));
        case Ending.Failed(String why) -> faults.add(untagged(id, why));
        case Ending.Barred(String why) -> faults.add(untagged(id, why));
      }
    }
    if (!faults.isEmpty()) {
      throw new Refused("No route was changed, but some resources are tagged by now", faults);
    }
  }

  private static Fault untagged(String id, String why) {
    return new Fault(
        id,
        "could not be tagged (" + why + ")",
        "see that the function's role allows that, and try again");
  }

  /** Takes the tables that were added, then hands back those that were removed. */
  private List<String> update(Event event, Calls calls, Instant deadline) {
    Optional<Enrolment> old = EnrolmentReader.valid(event.oldProperties());
    Enrolment wanted = EnrolmentReader.read(event.properties());
    boolean sameResource = event.physicalResourceId().filter(wanted.id()::equals).isPresent();
    if (!sameResource) {
      return take(event, calls, Set.of());
    }
    Set<String> zonesTold = old.map(Enrolment::zonesTold).orElse(Set.of());
    take(event, calls, zonesTold);
    Landscape landscape = handover.look(calls, wanted.vpc());
    List<Belonging> removed =
        landscape
            .all()
            .filter(thing -> !wanted.lists(thing.id()))
            .filter(thing -> ours(thing, wanted.fleet(), event, old))
            .toList();
    return departure(calls, deadline).handBack(wanted, removed, zonesTold);
  }

  /** Properties that are wrong have never taken a table in, so that there is none to hand back. */
  private List<String> delete(Event event, Calls calls, Instant deadline) {
    Optional<Enrolment> read = EnrolmentReader.valid(event.properties());
    if (read.isEmpty()) {
      return List.of("its properties were never valid, so that no table was on-boarded by it");
    }
    Enrolment enrolment = read.get();
    Landscape landscape = handover.look(calls, enrolment.vpc());
    List<Belonging> ours =
        landscape.all().filter(thing -> ours(thing, enrolment.fleet(), event, read)).toList();
    List<String> notes = new ArrayList<>(others(enrolment, landscape, ours));
    notes.addAll(departure(calls, deadline).handBack(enrolment, ours, enrolment.zonesTold()));
    return notes;
  }

  private Departure departure(Calls calls, Instant deadline) {
    return new Departure(handover, calls, new Quiet(calls, settings.controllerTimeout(), deadline));
  }

  /** What this resource on-boarded; where the tag of its owner was lost, its list tells. */
  private static boolean ours(
      Belonging thing, String fleet, Event event, Optional<Enrolment> listed) {
    boolean ofFleet = thing.tag(Belonging.FLEET).filter(fleet::equals).isPresent();
    Optional<String> owner = thing.tag(Belonging.OWNER);
    boolean nobodys =
        owner.isEmpty()
            && thing.tag(Belonging.RESTORE).isPresent()
            && listed.filter(list -> list.lists(thing.id())).isPresent();
    return ofFleet && (nobodys || owner.filter(event.owner()::equals).isPresent());
  }

  private static List<String> others(
      Enrolment enrolment, Landscape landscape, Collection<Belonging> ours) {
    Set<String> ids = new TreeSet<>(enrolment.tables());
    ids.addAll(enrolment.addresses().keySet());
    ours.forEach(thing -> ids.remove(thing.id()));
    return ids.stream()
        .map(
            id ->
                landscape.find(id).isPresent()
                    ? id + " was left alone, since it is not of this resource (any more)"
                    : id + " is gone already")
        .toList();
  }
}
