package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeQuery;
import natfailover.aws.FakeRegion;
import natfailover.aws.FakeRegion.FakeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Elastic IP of the user's own NAT instance comes with the tables, and goes with them. */
final class AddressStoryTest {
  private static final String LEAVING = "nat-failover:leaving";

  private final Desk desk = new Desk();
  private final FakeNode handBuilt = desk.byHand();
  private final FakeAddress address = FakeRegion.at(desk.region.addresses, "eipalloc-a");

  @Test
  void itIsTaggedBeforeAnyTableAndMovedByTheControllerOnly() {
    bring();
    assertThat(address.tags)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "nat-failover:fleet",
                "prod",
                "nat-failover:zone",
                "zone-a",
                "nat-failover:onboarded-by",
                Desk.OWNER,
                "nat-failover:restore",
                "eni-h/" + handBuilt.face(0).primary()));
    assertThat(desk.aws.changes())
        .extracting(query -> query.text("ResourceId.1"))
        .startsWith("eipalloc-a")
        .containsExactlyInAnyOrder("eipalloc-a", "rtb-a", "rtb-b");
    assertThat(desk.aws.changes()).extracting(FakeQuery::action).containsOnly("CreateTags");
  }

  @Test
  void itGoesBackTogetherWithTheRoutes() {
    bring();
    FakeNode node = desk.carrier(desk.table, desk.other);
    desk.carry(node);
    desk.aws.before =
        query -> {
          if (query.action().equals("AssociateAddress")) {
            assertThat(address.tags).containsKey(LEAVING);
          }
        };
    assertThat(desk.delete()).isEmpty();
    assertThat(address.face).isEqualTo("eni-h");
    assertThat(address.privateAddress).isEqualTo(handBuilt.face(0).primary());
    assertThat(address.tags).isEmpty();
    assertThat(desk.route(desk.table)).isEqualTo("i-h");
  }

  @Test
  void whatWasWithNobodyStaysUntilItsNodeGoes() {
    address.face = null;
    address.privateAddress = null;
    bring();
    FakeNode node = desk.carrier(desk.table, desk.other);
    desk.carry(node);
    desk.delete();
    assertThat(address.face).isEqualTo(node.face(0).id);
    assertThat(address.tags).isEmpty();
  }

  @Test
  void theFirstRecordIsKeptAndAnUpdateGivesBackWhatIsTakenOut() {
    bring();
    desk.carry(desk.carrier(desk.table, desk.other));
    Map<?, ?> old = desk.snapshot();
    desk.update(old);
    assertThat(address.tags).containsEntry("nat-failover:restore", "eni-h/10.0.0.10");
    desk.properties.remove("ElasticIps");
    desk.update(old);
    assertThat(address.face).isEqualTo("eni-h");
    assertThat(address.tags).isEmpty();
    assertThat(desk.tags("rtb-a")).containsEntry("nat-failover:fleet", "prod");
  }

  @Test
  void aRefusedAddressKeepsTheTablesOutAsWell() {
    address.tags.put("nat-failover:fleet", "stage");
    assertThatThrownBy(this::bring).isInstanceOf(Refused.class);
    assertThat(desk.aws.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"InvalidInstanceID.NotFound", "InvalidInstanceID", "UnauthorizedOperation"})
  void whateverAwsCallsItThatTheInstanceIsGoneTheStackIsDeletedAndTheUserTold(String code) {
    bring();
    desk.carry(desk.carrier(desk.table, desk.other));
    desk.tags("rtb-a").clear();
    desk.tags("rtb-b").clear();
    handBuilt.state = "shutting-down";
    desk.aws.fail("AssociateAddress", 1, code, "");
    assertThat(desk.delete()).anyMatch(note -> note.contains("eni-h/10.0.0.10, which it was with"));
    assertThat(address.tags).isEmpty();
  }

  private void bring() {
    desk.properties.put("ElasticIps", List.of("zone-a=eipalloc-a", "="));
    desk.create();
  }
}
