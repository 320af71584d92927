package natfailover.onboarding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.aws.Belonging;
import natfailover.aws.Calls;
import natfailover.aws.Handover;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.HandoverChange;
import natfailover.aws.HandoverChange.Ending;
import natfailover.aws.HandoverChange.Untag;
import natfailover.aws.OwnAddress;
import natfailover.aws.RoutedTable;

/** Takes tables and addresses into a fleet: judges all of them first, then tags them. */
final class Arrival {
  private final Handover handover;
  private final Calls calls;

  Arrival(Handover handover, Calls calls) {
    this.handover = handover;
    this.calls = calls;
  }

  /**
   * Takes in what the event lists. Where that is a return to what was admitted once, nothing is
   * refused: an update may have failed, and to refuse would leave the stack stuck between the two.
   *
   * @param zonesTold those whose zone the resource has told so far
   * @return what was left alone by such a return
   * @throws Refused naming every fault
   */
  List<String> take(Event event, Set<String> zonesTold) {
    Enrolment enrolment = EnrolmentReader.read(event.properties());
    Set<String> untold = new TreeSet<>(zonesTold);
    untold.removeAll(enrolment.zonesTold());
    Landscape landscape = handover.look(calls, enrolment.vpc());
    Claims claims = new Claims(enrolment, event);
    Admission admission = new Admission(enrolment, claims, landscape, untold);
    boolean goingBack = Admitted.before(event);
    List<Fault> faults = goingBack ? admission.allGoingBack() : admission.all();
    if (!faults.isEmpty() && !goingBack) {
      throw Refused.beforeAnyChange(faults);
    }
    Set<String> left = faults.stream().map(Fault::where).collect(Collectors.toSet());
    Set<Fault> notes = new LinkedHashSet<>(faults);
    notes.addAll(
        tag(
            new Intake(enrolment, event.owner(), untold),
            each(enrolment.addresses().keySet(), landscape.addresses(), left),
            each(enrolment.tables(), landscape.tables(), left),
            goingBack));
    List<HandoverChange> stay =
        landscape
            .all()
            .filter(thing -> left.contains(thing.id()))
            .filter(claims::ours)
            .flatMap(Arrival::stays)
            .toList();
    if (!stay.isEmpty()) {
      notes.addAll(write(stay, goingBack));
    }
    return notes.stream().map(Arrival::note).toList();
  }

  /** What is ours still must not stay marked, or the controller would let its route go dark. */
  private static Stream<HandoverChange> stays(Belonging thing) {
    return thing.tags().containsKey(Belonging.LEAVING)
        ? Stream.of(new Untag(thing.id(), Set.of(Belonging.LEAVING)))
        : Stream.of();
  }

  private static String note(Fault fault) {
    return "%s %s, so that it was left alone".formatted(fault.where(), fault.what());
  }

  private static <T> List<T> each(Collection<String> ids, Map<String, T> all, Set<String> but) {
    return ids.stream()
        .filter(id -> !but.contains(id))
        .flatMap(id -> Optional.ofNullable(all.get(id)).stream())
        .toList();
  }

  /**
   * First the addresses, so that no route moves before it is known which address goes with it.
   *
   * @return those that went meanwhile, where that is no reason to refuse
   */
  private List<Fault> tag(
      Intake intake, List<OwnAddress> addresses, List<RoutedTable> tables, boolean goingBack) {
    List<Fault> gone = new ArrayList<>();
    gone.addAll(
        write(addresses.stream().flatMap(each -> intake.tags(each).stream()).toList(), goingBack));
    gone.addAll(
        write(tables.stream().flatMap(each -> intake.tags(each).stream()).toList(), goingBack));
    Stream<Belonging> all = Stream.concat(addresses.stream(), tables.stream());
    gone.addAll(write(all.flatMap(each -> intake.obsolete(each).stream()).toList(), goingBack));
    return gone;
  }

  private List<Fault> write(List<HandoverChange> changes, boolean goingBack) {
    List<Ending> endings = handover.apply(calls, changes);
    List<Fault> gone = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      String id = changes.get(i).id();
      switch (endings.get(i)) {
        case Ending.Done _ -> {}
        case Ending.Gone _, Ending.TargetGone _ ->
            (goingBack ? gone : faults)
                .add(new Fault(id, "went while it was tagged", "take it out of the stack"));
        case Ending.Failed(String why) -> faults.add(untagged(id, why));
        case Ending.Barred(String why) -> faults.add(untagged(id, why));
      }
    }
    if (!faults.isEmpty()) {
      throw new Refused("No route was changed, but some resources are tagged by now", faults);
    }
    return gone;
  }

  private static Fault untagged(String id, String why) {
    return new Fault(
        id,
        "could not be tagged (" + why + ")",
        "see that the function's role allows that, and try again");
  }
}
