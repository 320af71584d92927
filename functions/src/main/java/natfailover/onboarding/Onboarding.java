package natfailover.onboarding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import natfailover.aws.Belonging;
import natfailover.aws.Calls;
import natfailover.aws.Handover;
import natfailover.aws.Handover.Landscape;

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
      case CREATE -> new Arrival(handover, calls).take(event, Set.of());
      case UPDATE -> update(event, calls, deadline);
      case DELETE -> delete(event, calls, deadline);
    };
  }

  /** Takes the tables that were added, then hands back those that were removed. */
  private List<String> update(Event event, Calls calls, Instant deadline) {
    Optional<Enrolment> old = EnrolmentReader.valid(event.oldProperties());
    Enrolment wanted = EnrolmentReader.read(event.properties());
    Arrival arrival = new Arrival(handover, calls);
    boolean sameResource = event.physicalResourceId().filter(wanted.id()::equals).isPresent();
    if (!sameResource) {
      return arrival.take(event, Set.of());
    }
    Set<String> zonesTold = old.map(Enrolment::zonesTold).orElse(Set.of());
    List<String> notes = new ArrayList<>(arrival.take(event, zonesTold));
    Landscape landscape = handover.look(calls, wanted.vpc());
    List<Belonging> removed =
        landscape
            .all()
            .filter(thing -> !wanted.lists(thing.id()))
            .filter(thing -> ours(thing, wanted.fleet(), event, old))
            .toList();
    notes.addAll(departure(calls, deadline).handBack(wanted, removed, zonesTold));
    return notes;
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
