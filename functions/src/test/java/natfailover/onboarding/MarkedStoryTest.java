package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** An update is undone while something is half handed back, or goes in that very moment. */
final class MarkedStoryTest extends UndoneUpdate {
  @Test
  void aTableThatGoesWhileItIsTaggedAgainIsLeftOut() {
    desk.checked();
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.zones("b");
    forward(two);
    desk.tags("rtb-a").put("nat-failover:leaving", "2026-06-01T11:59:00Z");
    desk.tags("rtb-b").clear();
    desk.aws.before =
        query -> {
          if (query.action().equals("CreateTags")) {
            desk.region.tables.remove("rtb-a");
          }
        };
    assertThat(back(two)).containsExactly("rtb-a went while it was tagged" + LEFT);
    assertThat(desk.tags("rtb-b")).containsEntry("nat-failover:fleet", "prod");
  }

  @Test
  void whatCannotBeTaggedIsRefusedAlsoWhenGoingBack() {
    desk.checked();
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.zones("b");
    forward(two);
    desk.aws.fail("CreateTags", 1, "UnauthorizedOperation", "not allowed");
    assertThatThrownBy(() -> back(two)).isInstanceOf(Refused.class);
  }

  @Test
  void aTableThatCouldNotBeHandedBackIsServedAgainThoughItHasAFaultByNow() {
    Map<?, ?> two = stuckWhileHandedBack();
    assertThat(back(two)).containsExactly("rtb-a routes what comes in by igw-1" + LEFT);
    assertThat(desk.tags("rtb-a"))
        .containsEntry("nat-failover:restore", "nat-1")
        .containsEntry("nat-failover:fleet", "prod")
        .doesNotContainKey("nat-failover:leaving");
  }

  @Test
  void whatIsMarkedAndOfAnotherStackOrFleetStaysMarked() {
    Map<?, ?> two = stuckWhileHandedBack();
    desk.tags("rtb-a").put("nat-failover:onboarded-by", "other/1/Tables");
    assertThat(back(two)).hasSize(1);
    assertThat(desk.tags("rtb-a")).containsKey("nat-failover:leaving");
    desk.tags("rtb-a").put("nat-failover:onboarded-by", Desk.OWNER);
    desk.tags("rtb-a").put("nat-failover:fleet", "stage");
    assertThat(back(two)).hasSize(1);
    assertThat(desk.tags("rtb-a")).containsKey("nat-failover:leaving");
  }

  /** An update that was to hand a table back and could not; the table routes ingress by now. */
  private Map<?, ?> stuckWhileHandedBack() {
    desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
    desk.checked();
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.carrier(desk.table);
    desk.zones("b");
    desk.checked();
    failed = desk.snapshot();
    desk.aws.fail("ReplaceRoute", 1, "UnauthorizedOperation", "not allowed");
    assertThatThrownBy(() -> desk.update(two)).isInstanceOf(Refused.class);
    assertThat(desk.tags("rtb-a")).containsKey("nat-failover:leaving");
    desk.table.gateway = "igw-1";
    return two;
  }
}
