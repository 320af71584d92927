package natfailover;

import static natfailover.Story.A;
import static natfailover.Story.B;
import static natfailover.Story.list;
import static natfailover.Story.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import natfailover.aws.FakeRegion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The egress address that an answer tells is the one that the far end sees, or none. */
final class EgressAddressTest {
  private static final String ELASTIC_IP = "198.51.100.97";
  private static final String ELASTIC_IP_OF_THE_HEIR = "198.51.100.98";

  private final Story story = Story.twoZones();

  @Test
  void withTheHeirTheZonesTrafficStillLeavesByTheZonesAddress() {
    story.when(state(A, "terminated"));
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(zone(story.command("status"))).containsEntry("egressIp", ELASTIC_IP);
  }

  @Test
  void whileTheHeirHasTheRouteAndNotYetTheAddressNoneIsTold() {
    story.aws.fail("AssociateAddress", 99, "InvalidAllocationID.NotFound", "gone");
    Map<String, @Nullable Object> answer = story.when(state(A, "terminated"));
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(zone(answer)).doesNotContainKey("egressIp");
    assertThat(list(answer, "zones").get(1)).containsEntry("egressIp", ELASTIC_IP_OF_THE_HEIR);
  }

  @Test
  void aNodeThatOnlyMasqueradesSendsTheZoneOutByItsOwnAddress() {
    story.node(B).tags.put("nat-failover:masquerades-since", "2026-06-01T11:00:00Z");
    assertThat(zone(story.when(state(A, "terminated"))))
        .containsEntry("egressIp", ELASTIC_IP_OF_THE_HEIR);
    assertThat(story.egress("a")).isEqualTo(B);
  }

  @Test
  void aNodeThatWasNotToldToAdoptSendsTheZoneOutByItsOwnAddress() {
    story.region.addresses.keySet().retainAll(List.of("eipalloc-zone-b"));
    assertThat(zone(story.when(state(A, "terminated"))))
        .containsEntry("egressIp", ELASTIC_IP_OF_THE_HEIR);
  }

  @Test
  void whereTheTrafficGoesToNoNodeOfTheFleetNoneIsTold() {
    FakeRegion.at(story.region.tables, "rtb-a").pointAt("gatewayId", "vpce-1", "state", "active");
    assertThat(zone(story.command("status"))).doesNotContainKey("egressIp");
  }

  private static Map<String, @Nullable Object> zone(Map<String, @Nullable Object> answer) {
    return list(answer, "zones").getFirst();
  }
}
