package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Subnets are judged when they are listed anew, and never on the way back. */
final class SubnetStoryTest {
  private final Desk desk = new Desk();

  SubnetStoryTest() {
    desk.resource = "RouteTablesCheck";
    desk.check = true;
    desk.subnets();
    desk.create();
  }

  @Test
  void anUpdateOfNothingButASubnetIsJudged() {
    Map<?, ?> good = desk.snapshot();
    desk.properties.put("PublicSubnets", List.of("zone-a=subnet-0"));
    assertThatThrownBy(() -> desk.update(good)).isInstanceOf(Refused.class);
    desk.properties.put("PublicSubnets", good.get("PublicSubnets"));
    desk.properties.put("PrivateSubnets", List.of("zone-b=subnet-a"));
    assertThatThrownBy(() -> desk.update(good)).isInstanceOf(Refused.class);
  }

  @Test
  void whatWasDeployedBeforeIsTakenBackThoughItsSubnetsAreNotWhatTheyWere() {
    Map<?, ?> first = desk.snapshot();
    desk.properties.put("PublicSubnets", List.of("zone-b=subnet-f"));
    desk.properties.put("PrivateSubnets", List.of("zone-b=subnet-b"));
    desk.update(first);
    Map<?, ?> second = desk.snapshot();
    desk.region.tables.remove("rtb-e");
    desk.table.subnets.clear();
    desk.other.subnets.add("subnet-a");
    first.forEach((name, value) -> desk.properties.put(String.valueOf(name), value));
    assertThat(desk.update(second)).isEmpty();
  }

  /** Nobody can tell whether that is a rollback, which must not fail. */
  @Test
  void whatWasUndoneIsTakenBackThoughItsSubnetsAreNotWhatTheyWere() {
    Map<?, ?> first = desk.snapshot();
    desk.properties.put("PublicSubnets", List.of("zone-a=subnet-e"));
    desk.update(first);
    Map<?, ?> second = desk.snapshot();
    first.forEach((name, value) -> desk.properties.put(String.valueOf(name), value));
    desk.update(second);
    desk.region.tables.remove("rtb-e");
    second.forEach((name, value) -> desk.properties.put(String.valueOf(name), value));
    assertThat(desk.update(first)).isEmpty();
  }

  /** The nodes are there by then; whether they get through has been proved. */
  @Test
  void theResourceThatOnBoardsDoesNotJudgeThem() {
    desk.check = false;
    desk.resource = "RouteTables";
    desk.region.tables.remove("rtb-e");
    assertThat(desk.create()).isEmpty();
    assertThat(desk.tags("rtb-a")).containsEntry("nat-failover:fleet", "prod");
  }
}
