package natfailover.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.doctor.Sight.Seen;
import natfailover.plan.Address;
import natfailover.plan.Fleet;
import natfailover.plan.Planner;
import natfailover.plan.Policy;
import org.junit.jupiter.api.Test;

/** What is said of a zone's second Elastic IP: nobody is told to release one of the user's own. */
final class ZoneChecksTest extends Surroundings {
  @Test
  void theStacksOwnMayGoAndTheOneThatWasBroughtStays() {
    Diagnosis found = spare(address("own", Optional.of("eni-1"), false), brought("x"));
    assertThat(found.resource()).isEqualTo("own");
    assertThat(found.cure())
        .startsWith("to keep ip-x: take it from eni-1: aws ec2 disassociate-address")
        .contains("aws ec2 release-address --allocation-id own,")
        .endsWith("; to change to ip-own: deploy the stack with own as the zone's Zone…ElasticIp");
  }

  @Test
  void oneThatWasBroughtIsNeverToBeReleased() {
    Diagnosis found = spare(brought("x"), brought("y"));
    assertThat(found.resource()).isEqualTo("y");
    assertThat(found.cure())
        .startsWith("to keep ip-x: y is yours, so do not release it: deploy the stack")
        .doesNotContain("aws ec2");
  }

  @Test
  void ofTwoOfTheStacksTheTagTellsWhichOneIsUsed() {
    Diagnosis found =
        spare(address("a", Optional.empty(), false), address("b", Optional.of("eni-1"), false));
    assertThat(found.resource()).isEqualTo("a");
    assertThat(found.cure())
        .startsWith("to keep ip-b: aws ec2 release-address --allocation-id a,")
        .endsWith("aws ec2 delete-tags --resources b --tags Key=nat-failover:fleet");
  }

  private Diagnosis spare(Address... addresses) {
    Fleet fleet =
        new Fleet(
            "prod",
            Instant.EPOCH,
            List.of(),
            List.of(),
            List.of(addresses),
            List.of(),
            List.of(),
            Set.of());
    Picture picture =
        new Picture(
            fleet,
            new Seen<>(List.of()),
            new Seen<>(List.of()),
            new Seen<>(List.of()),
            new Seen<>(List.of()),
            new Seen<>(List.of()),
            new Seen<>(List.of()),
            new Seen<>(Map.of()),
            setup(),
            Optional.empty(),
            List.of(),
            new Seen<>(5));
    List<Diagnosis> all = new ZoneChecks(picture, new Planner(Policy.DEFAULT)).spareElasticIps();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static Address brought(String allocation) {
    return address(allocation, Optional.empty(), true);
  }

  private static Address address(String allocation, Optional<String> face, boolean brought) {
    return new Address(
        allocation, "ip-" + allocation, "zone-a", face, face.map(_ -> "10.0.0.1"), brought);
  }
}
