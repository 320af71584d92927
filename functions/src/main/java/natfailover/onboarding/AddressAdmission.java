package natfailover.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import natfailover.aws.Belonging;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.OwnAddress;
import natfailover.aws.RoutedTable;

/** Judges whether Elastic IPs may become the egress addresses of a fleet's zones. */
final class AddressAdmission {
  private final Enrolment enrolment;
  private final Claims claims;
  private final Landscape landscape;
  private final List<Fault> faults = new ArrayList<>();

  AddressAdmission(Enrolment enrolment, Claims claims, Landscape landscape) {
    this.enrolment = enrolment;
    this.claims = claims;
    this.landscape = landscape;
  }

  /** Every fault of every address. */
  List<Fault> faults() {
    return faults(true);
  }

  /**
   * Those where the stack goes back: an address that it has made since leaves it when all is done,
   * and where that is kept, the controller uses the one that is brought.
   */
  List<Fault> faultsGoingBack() {
    return faults(false);
  }

  private List<Fault> faults(boolean alone) {
    enrolment
        .addresses()
        .forEach(
            (id, zone) ->
                Optional.ofNullable(landscape.addresses().get(id))
                    .ifPresentOrElse(
                        address -> judge(address, zone, alone),
                        () ->
                            fault(
                                id,
                                "does not exist in this account and region",
                                "correct the id or take it out of ElasticIps")));
    return List.copyOf(faults);
  }

  private void fault(String address, String what, String cure) {
    faults.add(new Fault(address, what, cure));
  }

  private void judge(OwnAddress address, String zone, boolean alone) {
    Optional<Fault> stranger = claims.stranger(address, "ElasticIps");
    if (stranger.isPresent()) {
      faults.add(stranger.get());
      return;
    }
    if (!landscape.zones().contains(zone)) {
      fault(
          address.id(),
          "is to be the address of zone " + zone + ", where the VPC has no subnet",
          "name one of " + String.join(", ", landscape.zones()));
    }
    rival(address, zone)
        .filter(_ -> alone)
        .ifPresent(
            other ->
                fault(
                    address.id(),
                    "would be a second Elastic IP of zone " + zone + ", beside " + other,
                    "bring one only; where "
                        + other
                        + " was made by this fleet's stack before,"
                        + " first remove its tags "
                        + Belonging.FLEET
                        + " and "
                        + Belonging.ZONE));
    boolean recorded = address.tag(Belonging.OWNER).isPresent();
    if (!recorded
        && !address.heldBy(enrolment.fleet())
        && !address.networkInterface().stream().allMatch(this::carries)) {
      fault(
          address.id(),
          "is with "
              + address.networkInterface().orElse("")
              + ", to which none of the tables leads",
          "disassociate it, if nothing there needs it, or take it out of ElasticIps");
    }
  }

  /** Another address that would serve the zone. */
  private Optional<String> rival(OwnAddress address, String zone) {
    return landscape.addresses().values().stream()
        .filter(other -> !other.id().equals(address.id()))
        .filter(
            other ->
                zone.equals(enrolment.addresses().get(other.id()))
                    || (other.tag(Belonging.FLEET).filter(enrolment.fleet()::equals).isPresent()
                        && other.tag(Belonging.LEAVING).isEmpty()
                        && !claims.owned(other)
                        && other.tag(Belonging.ZONE).filter(zone::equals).isPresent()))
        .map(OwnAddress::id)
        .findFirst();
  }

  /** Whether one of the tables leads there, or led there when it was on-boarded. */
  private boolean carries(String face) {
    return enrolment.tables().stream()
        .flatMap(id -> Optional.ofNullable(landscape.tables().get(id)).stream())
        .anyMatch(table -> leads(table, face));
  }

  private static boolean leads(RoutedTable table, String face) {
    return table.defaultRoute().filter(route -> route.leadsTo(face)).isPresent()
        || table.tag(Belonging.RESTORE).filter(face::equals).isPresent();
  }
}
