package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeQuery;
import org.junit.jupiter.api.Test;

/** Tables come, stay and go, as CloudFormation asks for it. */
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
  void deletionWaitsOutTheControllerThenRestoresThenRemovesTheTags() {
    desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
    desk.table.tags.put("Name", "private");
    desk.create();
    desk.carrier(desk.table, desk.other);
    desk.aws.before =
        query -> {
          if (query.action().equals("ReplaceRoute")) {
            assertThat(desk.tags("rtb-a")).containsKeys(LEAVING, FLEET, RESTORE);
          }
        };
    assertThat(desk.delete()).isEmpty();
    assertThat(Duration.between(Desk.NOW, desk.now))
        .isBetween(Desk.CONTROLLER, Desk.CONTROLLER.plusSeconds(10));
    assertThat(desk.route(desk.table)).isEqualTo("nat-1");
    assertThat(desk.route(desk.other)).isEmpty();
    assertThat(desk.tags("rtb-a")).containsOnlyKeys("Name");
    assertThat(desk.tags("rtb-b")).isEmpty();
  }

  @Test
  void aSecondDeletionDoesNotWaitAgain() {
    desk.create();
    desk.carrier(desk.table, desk.other);
    desk.aws.fail("DeleteRoute", 1, "UnauthorizedOperation", "no");
    assertThatThrownBy(desk::delete).isInstanceOf(Refused.class);
    var began = desk.now;
    desk.delete();
    assertThat(Duration.between(began, desk.now)).isLessThan(Duration.ofSeconds(10));
    assertThat(desk.route(desk.table) + desk.route(desk.other)).isEmpty();
    assertThat(desk.delete())
        .containsExactly(
            "rtb-a was left alone, since it is not of this resource (any more)",
            "rtb-b was left alone, since it is not of this resource (any more)");
  }

  @Test
  void deletionAfterARefusedCreationIsNothing() {
    desk.table.pointAt("gatewayId", "igw-1", "state", "active");
    assertThatThrownBy(desk::create).isInstanceOf(Refused.class);
    desk.delete();
    assertThat(desk.now).isBefore(Desk.NOW.plusSeconds(5));
    assertThat(desk.route(desk.table)).isEqualTo("igw-1");
    assertThat(desk.aws.changes()).isEmpty();
  }

  @Test
  void deletionAfterAHalfDoneCreationTakesItBack() {
    desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
    desk.aws.fail("CreateTags", 1, "UnauthorizedOperation", "no");
    assertThatThrownBy(desk::create).isInstanceOf(Refused.class);
    desk.delete();
    assertThat(desk.tags("rtb-a")).isEmpty();
    assertThat(desk.tags("rtb-b")).isEmpty();
    assertThat(desk.route(desk.table)).isEqualTo("nat-1");
  }

  @Test
  void aControllerThatStillWritesIsWrittenOver() {
    desk.create();
    FakeNode node = desk.carrier(desk.table, desk.other);
    AtomicBoolean late = new AtomicBoolean(true);
    desk.aws.before =
        query -> {
          boolean deleted = desk.route(desk.table).isEmpty();
          if (query.action().equals("DescribeRouteTables") && deleted && late.getAndSet(false)) {
            Desk.point(desk.table, node);
          }
        };
    desk.delete();
    assertThat(late).isFalse();
    assertThat(desk.route(desk.table)).isEmpty();
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

  @Test
  void aResourceThatWasRenamedInItsTemplateKeepsItsTables() {
    desk.create();
    desk.resource = "Renamed";
    desk.create();
    desk.resource = "Tables";
    desk.delete();
    assertThat(desk.tags("rtb-a")).containsKeys(FLEET, OWNER, RESTORE);
  }
}
