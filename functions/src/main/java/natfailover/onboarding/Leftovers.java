package natfailover.onboarding;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import natfailover.aws.Belonging;
import natfailover.aws.Handover.Landscape;
import natfailover.aws.OwnAddress;

/**
 * Judges whether a zone would end with two Elastic IPs, so that nobody knows which is its egress
 * address: one that was kept when a stack was deleted, and the one that is about to be made.
 */
final class Leftovers {
  private final Enrolment enrolment;
  private final Optional<Enrolment> old;
  private final Claims claims;
  private final Landscape landscape;

  /**
   * A judgement.
   *
   * @param old what the same stack had before
   */
  Leftovers(Enrolment enrolment, Optional<Enrolment> old, Claims claims, Landscape landscape) {
    this.enrolment = enrolment;
    this.old = old;
    this.claims = claims;
    this.landscape = landscape;
  }

  /** A fault for each zone; of one whose address is brought, its admission has judged. */
  List<Fault> faults() {
    Set<String> made = old.map(Leftovers::made).orElse(Set.of());
    return made(enrolment).stream().flatMap(zone -> fault(zone, made.contains(zone))).toList();
  }

  /** The zones whose address the stack makes. */
  private static Set<String> made(Enrolment enrolment) {
    Set<String> zones = new TreeSet<>(enrolment.zones().values());
    zones.removeAll(new HashSet<>(enrolment.addresses().values()));
    return zones;
  }

  /** What a node of the fleet has is in use, not left over. */
  private Stream<Fault> fault(String zone, boolean made) {
    List<OwnAddress> serving =
        landscape.addresses().values().stream().filter(address -> serves(address, zone)).toList();
    boolean own = made || serving.stream().anyMatch(each -> each.heldBy(enrolment.fleet()));
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
                "release the one that is not in the stack's outputs ("
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
                    + " for the first zone); or release it: aws ec2 release-address"
                    + " --allocation-id "
                    + there.getFirst()));
  }

  private boolean serves(OwnAddress address, String zone) {
    return address.tag(Belonging.FLEET).filter(enrolment.fleet()::equals).isPresent()
        && address.tag(Belonging.ZONE).filter(zone::equals).isPresent()
        && address.tag(Belonging.LEAVING).isEmpty()
        && !claims.owned(address);
  }
}
