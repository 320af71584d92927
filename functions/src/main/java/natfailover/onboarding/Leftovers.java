package natfailover.onboarding;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.aws.Belonging;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.OwnAddress;
import natfailover.aws.RoutedTable;

/**
 * Judges whether a zone would end with two Elastic IPs, so that nobody knows which is its egress
 * address: one that was kept when a stack was deleted, and the one that is about to be made.
 */
final class Leftovers {
  private final Enrolment enrolment;
  private final boolean first;
  private final Set<String> made;
  private final Claims claims;
  private final Landscape landscape;

  /**
   * A judgement.
   *
   * @param old what the same stack had before
   */
  Leftovers(Enrolment enrolment, Optional<Enrolment> old, Claims claims, Landscape landscape) {
    this.enrolment = enrolment;
    this.first = old.isEmpty();
    this.made = old.map(Enrolment::zonesMade).orElse(Set.of());
    this.claims = claims;
    this.landscape = landscape;
  }

  /** A fault for each zone; of one whose address is brought, its admission has judged. */
  List<Fault> faults() {
    return faults(enrolment.zonesMade().stream());
  }

  /**
   * A fault for each zone that the stack has given up, where it goes back to what it had before. If
   * that is since an update failed, the zone is there still, and to refuse it would leave the stack
   * stuck.
   */
  List<Fault> faultsGoingBack() {
    return faults(
        enrolment.zonesMade().stream().filter(zone -> !made.contains(zone) && givenUp(zone)));
  }

  private List<Fault> faults(Stream<String> zones) {
    return zones.sorted().flatMap(this::fault).toList();
  }

  /** The tables of a zone that was given up have been handed back; without tables none can tell. */
  private boolean givenUp(String zone) {
    return tables(zone).findAny().isPresent() && tables(zone).noneMatch(claims::owned);
  }

  private Stream<RoutedTable> tables(String zone) {
    return landscape.tables().values().stream()
        .filter(table -> zone.equals(enrolment.zones().get(table.id())));
  }

  /** A stack that is asked for the first time may have been there before the check was. */
  private boolean stands(String zone, List<OwnAddress> serving) {
    return first
        && (tables(zone).anyMatch(claims::owned) || serving.stream().anyMatch(claims::made));
  }

  /** What a node of the fleet has is in use, not left over. */
  private Stream<Fault> fault(String zone) {
    List<OwnAddress> serving =
        landscape.addresses().values().stream().filter(address -> serves(address, zone)).toList();
    boolean own =
        made.contains(zone)
            || stands(zone, serving)
            || serving.stream().anyMatch(each -> each.heldBy(enrolment.fleet()));
    if (serving.size() <= (own ? 1 : 0)) {
      return Stream.of();
    }
    List<String> there = serving.stream().map(OwnAddress::id).sorted().toList();
    String all = String.join(" and ", there);
    return Stream.of(
        own
            ? new Fault(
                "Zone " + zone,
                "has two Elastic IPs of this fleet, " + all + ", and can use one",
                "release the one whose public address is not in the stack's outputs ("
                    + "aws ec2 release-address --allocation-id …), or remove its tags "
                    + Belonging.FLEET
                    + " and "
                    + Belonging.ZONE)
            : new Fault(
                "Zone " + zone,
                "has the Elastic IP "
                    + all
                    + " of this fleet already, kept from an earlier deployment, and would get"
                    + " another",
                "to go on with the old one, give its id as the zone's parameter (Zone1ElasticIp"
                    + " for the first zone); or, only if its public address is not in the stack's"
                    + " outputs, release it: aws ec2 release-address --allocation-id "
                    + there.getFirst()));
  }

  private boolean serves(OwnAddress address, String zone) {
    return address.tag(Belonging.FLEET).filter(enrolment.fleet()::equals).isPresent()
        && address.tag(Belonging.ZONE).filter(zone::equals).isPresent()
        && address.tag(Belonging.LEAVING).isEmpty()
        && !claims.owned(address);
  }
}
