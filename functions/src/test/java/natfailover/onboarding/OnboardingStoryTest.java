package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeQuery;
import org.junit.jupiter.api.Test;

/** Tables come and change as CloudFormation asks for it. */
final class OnboardingStoryTest {
  private static final String FLEET = "nat-failover:fleet";
  private static final String RESTORE = "nat-failover:restore";
  private static final String LEAVING = "nat-failover:leaving";
  private static final String OWNER = "nat-failover:onboarded-by";
  private static final String ZONE = "nat-failover:zone";

  private final Desk desk = new Desk();

  @Test
  void creationTagsAndRecordsAndWritesNoRoute() {
    desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
    assertThat(desk.create()).isEmpty();
    assertThat(desk.tags("rtb-a"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(FLEET, "prod", RESTORE, "nat-1", OWNER, Desk.OWNER));
    assertThat(desk.tags("rtb-b")).containsEntry(RESTORE, "none");
    assertThat(desk.aws.changes()).extracting(FakeQuery::action).containsOnly("CreateTags");
  }

  @Test
  void theFirstRecordIsKept() {
    desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
    desk.create();
    desk.carrier(desk.table, desk.other);
    int changes = desk.aws.changes().size();
    desk.create();
    assertThat(desk.tags("rtb-a")).containsEntry(RESTORE, "nat-1");
    assertThat(desk.aws.changes()).hasSize(changes);
  }

  @Test
  void aHandBuiltNodeIsRecordedAndANodeOfTheFleetsOwnGroupIsNot() {
    FakeNode handBuilt = desk.region.handBuilt("prod", "h", "zone-a");
    Desk.point(desk.table, handBuilt);
    desk.carrier(desk.other);
    desk.create();
    assertThat(desk.tags("rtb-a")).containsEntry(RESTORE, "eni-h");
    assertThat(desk.tags("rtb-b")).containsEntry(RESTORE, "none");
  }

  @Test
  void whatIsNotKnownAsANatIsTakenOverWhenTheUserSaysSo() {
    desk.table.pointAt("transitGatewayId", "tgw-1", "state", "active");
    desk.properties.put("Replace", List.of("rtb-a"));
    desk.create();
    assertThat(desk.tags("rtb-a")).containsEntry(RESTORE, "tgw-1");
  }

  @Test
  void aRefusalChangesNothing() {
    desk.table.pointAt("transitGatewayId", "tgw-1", "state", "active");
    assertThatThrownBy(desk::create).isInstanceOf(Refused.class);
    assertThat(desk.aws.changes()).isEmpty();
  }

  @Test
  void anUpdateTakesWhatIsAddedAndHandsBackWhatIsRemoved() {
    desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
    desk.table("c", "zone-a").pointAt("natGatewayId", "nat-1", "state", "active");
    desk.create();
    desk.carrier(desk.table, desk.other);
    Map<?, ?> old = desk.snapshot();
    desk.properties.put("RouteTables", List.of("rtb-b", "rtb-c"));
    desk.update(old);
    assertThat(desk.tags("rtb-a")).isEmpty();
    assertThat(desk.route(desk.table)).isEqualTo("nat-1");
    assertThat(desk.tags("rtb-b")).containsEntry(FLEET, "prod").doesNotContainKey(LEAVING);
    assertThat(desk.route(desk.other)).isEqualTo("i-n");
    assertThat(desk.tags("rtb-c")).containsEntry(RESTORE, "nat-1");
  }

  @Test
  void anUpdateThatRemovesNothingDoesNotWait() {
    desk.create();
    desk.update(desk.snapshot());
    assertThat(desk.now).isBefore(Desk.NOW.plusSeconds(5));
  }

  @Test
  void aTableThatComesBackWhileItLeavesIsKept() {
    desk.create();
    desk.tags("rtb-a").put(LEAVING, Desk.NOW.toString());
    desk.create();
    assertThat(desk.tags("rtb-a")).doesNotContainKey(LEAVING).containsEntry(RESTORE, "none");
  }

  @Test
  void theZoneThatTheResourceTellsComesAndGoesWithIt() {
    desk.table.subnets.add(desk.region.subnet("a2", "zone-b"));
    desk.properties.put("Zones", Map.of("rtb-a", "zone-b"));
    desk.create();
    assertThat(desk.tags("rtb-a")).containsEntry(ZONE, "zone-b");
    Map<?, ?> old = desk.snapshot();
    desk.properties.remove("Zones");
    assertThatThrownBy(() -> desk.update(old)).isInstanceOf(Refused.class);
    desk.table.subnets.removeLast();
    desk.update(old);
    assertThat(desk.tags("rtb-a")).doesNotContainKey(ZONE);
  }

  @Test
  void whereATableIsListedTellsItsZoneThoughItServesSeveral() {
    desk.table.subnets.add(desk.region.subnet("a2", "zone-b"));
    desk.properties.put("Zones", List.of("zone-a=rtb-a", "zone-b=rtb-b", "="));
    desk.create();
    assertThat(desk.tags("rtb-a")).containsEntry(ZONE, "zone-a");
    desk.delete();
    assertThat(desk.tags("rtb-a")).isEmpty();
  }

  @Test
  void anotherFleetIsAnotherResourceAndMayNotShareTables() {
    desk.create();
    assertThat(desk.physicalId).contains("prod/vpc-1");
    desk.properties.put("Fleet", "next");
    assertThatThrownBy(() -> desk.update(Map.of())).isInstanceOf(Refused.class);
    assertThat(desk.tags("rtb-a")).containsEntry(FLEET, "prod");
    desk.table("c", "zone-a");
    desk.properties.put("RouteTables", List.of("rtb-c"));
    desk.update(Map.of());
    assertThat(desk.physicalId).contains("next/vpc-1");
    desk.properties.put("Fleet", "prod");
    desk.properties.put("RouteTables", List.of("rtb-a", "rtb-b"));
    desk.delete();
    assertThat(desk.tags("rtb-a")).isEmpty();
    assertThat(desk.tags("rtb-c")).containsEntry(FLEET, "next");
  }
}
