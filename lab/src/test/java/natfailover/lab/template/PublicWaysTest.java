package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Ways out of the public subnets: the doctor finds those that lead no node out, and no others. */
class PublicWaysTest {
  @Test
  void aFirewallBeforeTheInternetGatewayIsLetPass() throws IOException {
    try (Patient patient = Patient.healthy()) {
      Ward ward = patient.ward;
      Instance firewall =
          ward.ec2
              .runInstances(
                  r ->
                      r.imageId("ami-0123456789abcdef0")
                          .instanceType("t4g.nano")
                          .minCount(1)
                          .maxCount(1)
                          .subnetId(ward.publicSubnets.get(Ward.A)))
              .instances()
              .getFirst();
      ward.ec2.waiter().waitUntilInstanceRunning(r -> r.instanceIds(firewall.instanceId()));
      pointAt(ward, firewall.networkInterfaces().getFirst().networkInterfaceId());
      assertThat(codes(patient.doctor())).isEmpty();
    }
  }

  @Test
  void aNatGatewayKnowsNoPublicAddressesButItsOwn() throws IOException {
    try (Patient patient = Patient.healthy()) {
      Ward ward = patient.ward;
      String gateway = ward.natGateway(Ward.A);
      patient.await(() -> ward.available(gateway));
      ward.ec2.replaceRoute(
          r -> r.routeTableId(ward.open()).destinationCidrBlock("0.0.0.0/0").natGatewayId(gateway));
      assertThat(codes(patient.doctor()))
          .containsExactly("PublicSubnetClosed", "PublicSubnetClosed");
    }
  }

  @Test
  void theFleetsOwnNodeLeadsInACircle() throws IOException {
    try (Patient patient = Patient.healthy()) {
      pointAt(patient.ward, patient.ward.face(Ward.C));
      assertThat(codes(patient.doctor())).contains("PublicSubnetClosed");
    }
  }

  private static void pointAt(Ward ward, String networkInterface) {
    ward.ec2.replaceRoute(
        r ->
            r.routeTableId(ward.open())
                .destinationCidrBlock("0.0.0.0/0")
                .networkInterfaceId(networkInterface));
  }

  private static List<String> codes(JsonNode answer) {
    return StreamSupport.stream(answer.path("findings").spliterator(), false)
        .map(finding -> finding.path("code").asText())
        .toList();
  }
}
