package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeRegion;
import natfailover.aws.FakeRegion.FakeAddress;
import org.junit.jupiter.api.Test;

/** An update that fails late is undone, whatever has become of what the stack had before. */
final class GoingBackStoryTest extends UndoneUpdate {
  private Map<?, ?> brought = Map.of();

  @Test
  void aTableThatHasGoneIsLeftOutAndTheOthersAreTakenInAgain() {
    desk.table("c", "zone-c");
    desk.zones("a", "b", "c");
    desk.checked();
    desk.create();
    Map<?, ?> three = desk.snapshot();
    desk.zones("c");
    forward(three);
    assertThat(desk.tags("rtb-b")).isEmpty();
    desk.region.tables.remove("rtb-a");
    assertThat(back(three))
        .containsExactly("rtb-a does not exist in this account and region" + LEFT);
    assertThat(desk.tags("rtb-b")).containsEntry("nat-failover:fleet", "prod");
    assertThat(desk.tags("rtb-c")).containsEntry("nat-failover:fleet", "prod");
    assertThat(desk.delete()).contains("rtb-a is gone already");
    assertThat(desk.tags("rtb-b")).isEmpty();
  }

  @Test
  void aTableThatGoesAfterTheCheckIsRefusedWhereNothingIsUndone() {
    desk.zones("b");
    desk.checked();
    desk.create();
    Map<?, ?> one = desk.snapshot();
    desk.zones("a", "b");
    desk.checked();
    desk.region.tables.remove("rtb-a");
    assertThatThrownBy(() -> desk.update(one)).isInstanceOf(Refused.class);
    failed = desk.snapshot();
    assertThat(back(one)).isEmpty();
  }

  @Test
  void aReturnThatFailsIsUndoneToo() {
    desk.checked();
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.zones("a");
    forward(two);
    Map<?, ?> one = desk.snapshot();
    desk.zones("a", "b");
    forward(one);
    desk.region.tables.remove("rtb-a");
    assertThat(back(one)).containsExactly("rtb-a does not exist in this account and region" + LEFT);
  }

  @Test
  void nothingIsUndoneByAFirstDeployment() {
    desk.checked();
    desk.region.tables.remove("rtb-a");
    assertThatThrownBy(desk::create).isInstanceOf(Refused.class);
  }

  @Test
  void whereNoCheckTellsThatItWasAdmittedItIsRefused() {
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.zones("b");
    Map<?, ?> one = desk.snapshot();
    desk.update(two);
    desk.region.tables.remove("rtb-a");
    desk.zones("a", "b");
    assertThatThrownBy(() -> desk.update(one)).isInstanceOf(Refused.class);
  }

  @Test
  void whatSomebodyHasDoneWithAHandedBackTableIsNotUndone() {
    desk.checked();
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.zones("b");
    forward(two);
    desk.table.pointAt("transitGatewayId", "tgw-1", "state", "active");
    assertThat(back(two))
        .containsExactly("rtb-a has a default route to transit gateway tgw-1" + LEFT);
    assertThat(desk.tags("rtb-a")).isEmpty();
    desk.tags("rtb-a").put("nat-failover:fleet", "stage");
    assertThat(back(two)).containsExactly("rtb-a is part of fleet 'stage', not of 'prod'" + LEFT);
    assertThat(desk.tags("rtb-a")).containsExactly(Map.entry("nat-failover:fleet", "stage"));
  }

  @Test
  void anElasticIpThatWasTakenBackComesAgainThoughItsZoneHasAnotherByNow() {
    FakeAddress own = broughtAndTakenBack();
    FakeNode node = desk.carrier(desk.table);
    desk.region.address("prod", "zone-a", "203.0.113.8", node);
    assertThat(back(brought)).isEmpty();
    assertThat(own.tags).containsEntry("nat-failover:zone", "zone-a");
  }

  @Test
  void anElasticIpThatIsGoneOrElsewhereStaysSo() {
    FakeAddress own = broughtAndTakenBack();
    own.face = desk.region.handBuilt("", "o", "zone-a").face(0).id;
    assertThat(back(brought))
        .containsExactly("eipalloc-a is with eni-o, to which none of the tables leads" + LEFT);
    assertThat(own.tags).isEmpty();
    desk.region.addresses.clear();
    assertThat(back(brought))
        .containsExactly("eipalloc-a does not exist in this account and region" + LEFT);
    assertThat(desk.tags("rtb-a")).containsEntry("nat-failover:fleet", "prod");
  }

  /** The address that the first deployment brought, after an update that has handed it back. */
  private FakeAddress broughtAndTakenBack() {
    desk.byHand();
    desk.properties.put("ElasticIps", List.of("zone-a=eipalloc-a"));
    desk.checked();
    desk.create();
    brought = desk.snapshot();
    desk.properties.put("ElasticIps", List.of("zone-a="));
    forward(brought);
    FakeAddress own = FakeRegion.at(desk.region.addresses, "eipalloc-a");
    assertThat(own.tags).isEmpty();
    return own;
  }
}
