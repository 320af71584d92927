package natfailover;

import static natfailover.BlackBox.minutesOfSweeps;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import natfailover.aws.FakeAws;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeRegion;
import org.junit.jupiter.api.Test;

/** Other fleets, and others who write routes too; the controller as a black box. */
final class BlackBoxNeighboursTest {
  private final Story story = Story.oneZone();

  @Test
  void oneBrokenFleetCostsTheOthersNothing() {
    story.region.node("broken", "0000000e", "zone-a").zone = null;
    FakeNode dead = story.region.node("test", "0000000c", "zone-b");
    FakeNode other = story.region.node("test", "0000000d", "zone-b");
    story.region.table("test", "t", "zone-b", dead);
    dead.terminate();
    story.sweep();
    assertThat(story.egress("t")).isEqualTo(other.id);
    assertThat(story.report.failures())
        .singleElement()
        .satisfies(why -> assertThat(why).contains("broken", "i-0000000e"));
  }

  @Test
  void aFleetWhoseWritesAreRefusedCostsTheOthersNothing() {
    FakeNode dead = story.region.node("test", "0000000c", "zone-b");
    FakeNode other = story.region.node("test", "0000000d", "zone-b");
    story.region.table("test", "t", "zone-b", dead);
    dead.terminate();
    story.node(A).terminate();
    story.aws.before =
        query -> {
          if (query.text("RouteTableId").equals("rtb-a")) {
            throw new FakeAws.Refusal("UnauthorizedOperation", "not authorized", 403);
          }
        };
    story.sweep();
    assertThat(story.egress("t")).isEqualTo(other.id);
    assertThat(story.report.failures()).allMatch(why -> why.startsWith("pointRoute rtb-a: "));
  }

  @Test
  void aDeploymentThatPutsTheRouteBackToADrainedNodeIsUndone() {
    story.command("failover", "zone", "zone-a");
    assertThat(story.egress("a")).isEqualTo(B);
    FakeRegion.at(story.region.tables, "rtb-a")
        .pointAt("instanceId", A, "networkInterfaceId", "eni-0000000a", "state", "active");
    minutesOfSweeps(story, 1);
    assertThat(story.egress("a")).isEqualTo(B);
  }
}
