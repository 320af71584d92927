package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import natfailover.aws.FakeNode;
import org.junit.jupiter.api.Test;

/** Tables go as they came. */
final class OffboardingStoryTest {
  private static final String FLEET = "nat-failover:fleet";
  private static final String RESTORE = "nat-failover:restore";
  private static final String LEAVING = "nat-failover:leaving";
  private static final String OWNER = "nat-failover:onboarded-by";

  private final Desk desk = new Desk();

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
  void aResourceThatWasRenamedInItsTemplateKeepsItsTables() {
    desk.create();
    desk.resource = "Renamed";
    desk.create();
    desk.resource = "Tables";
    desk.delete();
    assertThat(desk.tags("rtb-a")).containsKeys(FLEET, OWNER, RESTORE);
  }
}
