package natfailover.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import natfailover.aws.Belonging;
import natfailover.aws.Calls;
import natfailover.aws.Handover;
import natfailover.aws.Handover.Landscape;

/**
 * What a stack asks before it launches nodes: refuses what on-boarding would refuse after that, an
 * Elastic IP too many, and subnets that are not what they are listed as. Reads only.
 */
final class Precheck {
  /** The property that makes a resource a mere question. */
  static final String PROPERTY = "Check";

  private final Handover handover;

  Precheck(Handover handover) {
    this.handover = handover;
  }

  static boolean asked(Event event) {
    return "true".equals(String.valueOf(event.properties().get(PROPERTY)));
  }

  /**
   * Judges what is asked for. There is nothing to delete.
   *
   * @return what the user should know
   * @throws Refused naming every fault
   */
  List<String> handle(Event event, Event.Type type, Calls calls) {
    if (type == Event.Type.DELETE || Admitted.last(event)) {
      return List.of();
    }
    Enrolment wanted = EnrolmentReader.read(event.properties());
    Optional<Enrolment> old = EnrolmentReader.valid(event.oldProperties());
    Set<String> untold = new TreeSet<>(old.map(Enrolment::zonesTold).orElse(Set.of()));
    untold.removeAll(wanted.zonesTold());
    Landscape landscape = handover.look(calls, wanted.vpc());
    Claims claims = new Claims(wanted, event);
    Leftovers leftovers = new Leftovers(wanted, old, claims, landscape);
    List<Fault> faults =
        new ArrayList<>(
            old.map(had -> moved(had, wanted)).orElseGet(() -> taken(wanted, landscape)));
    boolean goingBack = Admitted.before(event);
    if (!goingBack || Admitted.left(event)) {
      Admission admission = new Admission(wanted, claims, landscape, untold);
      faults.addAll(goingBack ? admission.allGoingBack() : admission.all());
    }
    if (!goingBack) {
      faults.addAll(new SubnetAdmission(wanted, landscape).faults());
    }
    faults.addAll(goingBack ? leftovers.faultsGoingBack() : leftovers.faults());
    if (!faults.isEmpty()) {
      throw Refused.beforeAnyChange(faults);
    }
    return List.of();
  }

  /** A name is that of one fleet in a region, and its nodes are in one VPC. */
  private static List<Fault> taken(Enrolment wanted, Landscape landscape) {
    return landscape.tables().values().stream()
        .filter(table -> table.tag(Belonging.FLEET).filter(wanted.fleet()::equals).isPresent())
        .filter(table -> !table.vpc().equals(wanted.vpc()))
        .limit(1)
        .map(
            table ->
                new Fault(
                    "Fleet",
                    "is '%s', as is the fleet of %s (%s)"
                        .formatted(wanted.fleet(), table.vpc(), table.id()),
                    "give this fleet a name of its own, or, if that one's stack is deleted, remove"
                        + " the tag %s from %s".formatted(Belonging.FLEET, table.id())))
        .toList();
  }

  /** Everything of the fleet bears its name and is in its VPC. */
  private static List<Fault> moved(Enrolment old, Enrolment wanted) {
    List<Fault> faults = new ArrayList<>();
    if (!old.fleet().equals(wanted.fleet())) {
      faults.add(moved("Fleet", old.fleet(), wanted.fleet()));
    }
    if (!old.vpc().equals(wanted.vpc())) {
      faults.add(moved("VpcId", old.vpc(), wanted.vpc()));
    }
    return faults;
  }

  private static Fault moved(String property, String old, String wanted) {
    return new Fault(
        property,
        "was '%s' and cannot become '%s'".formatted(old, wanted),
        "leave it as it was; deploy another fleet and move the tables there, or delete this stack"
            + " and deploy it anew");
  }
}
