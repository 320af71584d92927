package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeQuery;
import natfailover.aws.FakeRegion;
import org.junit.jupiter.api.Test;

/** The check that a stack makes before it launches nodes. */
final class PrecheckStoryTest {
  private final Desk desk = new Desk();

  PrecheckStoryTest() {
    desk.resource = "RouteTablesCheck";
    desk.check = true;
    desk.zones("a", "b");
  }

  @Test
  void itWritesNothingAndHasNothingToDelete() {
    desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
    assertThat(desk.create()).isEmpty();
    desk.update(desk.snapshot());
    assertThat(desk.aws.calls)
        .isNotEmpty()
        .extracting(FakeQuery::action)
        .allMatch(action -> action.startsWith("Describe"));
    desk.aws.calls.clear();
    assertThat(desk.delete()).isEmpty();
    assertThat(desk.aws.calls).isEmpty();
    assertThat(desk.tags("rtb-a")).isEmpty();
  }

  @Test
  void itsDeletionTouchesNothingOfTheResourceThatOnBoards() {
    onBoarded();
    desk.check = true;
    desk.delete();
    assertThat(desk.tags("rtb-a")).containsEntry("nat-failover:fleet", "prod");
  }

  @Test
  void whatWasAdmittedIsTakenBackWhenAnUpdateFailsThoughItHasChangedSince() {
    desk.create();
    Map<?, ?> good = desk.snapshot();
    desk.region.tables.remove("rtb-a");
    desk.other.vpc = "vpc-2";
    desk.zones("b");
    Map<?, ?> bad = desk.snapshot();
    assertThatThrownBy(() -> desk.update(good)).isInstanceOf(Refused.class);
    desk.zones("a", "b");
    desk.region.address("prod", "zone-a", "203.0.113.8");
    assertThat(desk.update(bad)).as("its own address, whose node is just gone").isEmpty();
    desk.zones("a");
    assertThatThrownBy(() -> desk.update(good)).isInstanceOf(Refused.class);
  }

  @Test
  void alsoWhenItIsOnlyAfterTheCheckThatTheUpdateFails() {
    desk.create();
    Map<?, ?> first = desk.snapshot();
    desk.zones("b");
    desk.update(first);
    Map<?, ?> second = desk.snapshot();
    desk.region.tables.remove("rtb-a");
    desk.zones("a", "b");
    assertThat(desk.update(second)).isEmpty();
  }

  @Test
  void aZoneThatComesBackIsNotAdmittedForHavingBeenThereBefore() {
    desk.create();
    Map<?, ?> three = desk.snapshot();
    FakeNode node = desk.region.node("prod", "n", "zone-a");
    FakeRegion.FakeAddress address = desk.region.address("prod", "zone-a", "203.0.113.8", node);
    desk.zones("b");
    desk.update(three);
    Map<?, ?> two = desk.snapshot();
    desk.zones("a", "b");
    address.face = null;
    assertThatThrownBy(() -> desk.update(two)).isInstanceOf(Refused.class);
    address.face = node.face(0).id;
    assertThat(desk.update(two)).as("an update that failed before the zone was gone").isEmpty();
  }

  @Test
  void aRefusedCreationIsDeletedWithoutAnotherLook() {
    desk.other.vpc = "vpc-2";
    assertThatThrownBy(desk::create).isInstanceOf(Refused.class);
    desk.physicalId = Optional.of("prod/vpc-1");
    assertThat(desk.delete()).isEmpty();
  }

  @Test
  void aRefusedCreationCountsAsAdmittedNowhere() {
    desk.other.vpc = "vpc-2";
    Event event = desk.event("Create", Map.of());
    assertThat(Answer.failure(event, "").physicalResourceId()).isEqualTo("prod/vpc-1");
    assertThat(Answer.success(event, List.of()).physicalResourceId())
        .startsWith("prod/vpc-1/admitted/");
  }

  @Test
  void theAddressThatThisStackBringsAlreadyGivesWayToAnother() {
    onBoarded();
    FakeRegion.FakeAddress next = desk.region.address("", "zone-z", "203.0.113.9");
    next.tags.clear();
    desk.region.addresses.put("eipalloc-b", next);
    Map<?, ?> old = desk.snapshot();
    desk.check = true;
    desk.properties.put("ElasticIps", List.of("zone-a=eipalloc-b"));
    assertThat(desk.update(old)).isEmpty();
    desk.properties.remove("ElasticIps");
    assertThat(desk.update(old)).isEmpty();
  }

  @Test
  void anAddressFromAnEarlierDeploymentIsNoFaultOnceItIsBroughtOrNobodys() {
    FakeRegion.FakeAddress kept = desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.region.addresses.put("eipalloc-a", kept);
    desk.region.addresses.remove("eipalloc-zone-a");
    assertThatThrownBy(desk::create).isInstanceOf(Refused.class);
    desk.properties.put("ElasticIps", List.of("zone-a=eipalloc-a"));
    assertThat(desk.create()).isEmpty();
    desk.properties.remove("ElasticIps");
    for (String key : List.of("nat-failover:fleet", "nat-failover:zone")) {
      String value = kept.tags.remove(key);
      assertThat(desk.create()).isEmpty();
      kept.tags.put(key, String.valueOf(value));
    }
    desk.zones("b");
    assertThat(desk.create()).isEmpty();
  }

  @Test
  void theAddressThatTheStackMadeIsNoFaultWhenTheStackChanges() {
    desk.create();
    desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.region.address("prod", "zone-b", "203.0.113.9");
    Map<?, ?> old = desk.snapshot();
    desk.properties.put("Replace", List.of("rtb-a"));
    assertThat(desk.update(old)).isEmpty();
  }

  /** The resource that on-boards has taken the tables and an address in. */
  private void onBoarded() {
    desk.byHand();
    desk.check = false;
    desk.resource = "RouteTables";
    desk.properties.put("ElasticIps", List.of("zone-a=eipalloc-a"));
    desk.create();
    desk.resource = "RouteTablesCheck";
  }
}
