package natfailover;

import static natfailover.BlackBox.GATEWAY;
import static natfailover.BlackBox.accuses;
import static natfailover.BlackBox.addressesMoved;
import static natfailover.BlackBox.impaired;
import static natfailover.BlackBox.later;
import static natfailover.BlackBox.minutesOfSweeps;
import static natfailover.BlackBox.ready;
import static natfailover.BlackBox.routesWritten;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import natfailover.aws.FakeRegion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node runs and does not forward, and comes right again; the controller as a black box. */
final class BlackBoxFailureTest {
  private Story story = BlackBox.oneNodeAndAGateway();

  @Test
  void aNodeWhoseChecksTimeOutLosesEveryTableToTheNatGatewayWithinSeconds() {
    Instant began = story.calls.now();
    impaired(story, A);
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    assertThat(story.egress("b")).isEqualTo(GATEWAY);
    assertThat(Duration.between(began, story.calls.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aSilentNodeLosesEveryTableToThePeerThatSaysSo() {
    story.spare("0000000b");
    accuses(story, B, A);
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.egress("b")).isEqualTo(B);
    assertThat(addressesMoved(story)).containsExactly("eipalloc-zone-a");
  }

  @Test
  void beforeTheHoldDownIsOverNothingComesBack() {
    impaired(story, A);
    later(story, Duration.ofSeconds(30));
    ready(story, A);
    later(story, Duration.ofSeconds(119));
    story.sweep();
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    assertThat(story.egress("b")).isEqualTo(GATEWAY);
  }

  @Test
  void afterTheHoldDownEveryTableComesBackByTheNextSweepExactlyOnce() {
    impaired(story, A);
    later(story, Duration.ofSeconds(30));
    ready(story, A);
    minutesOfSweeps(story, 3);
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(story.egress("b")).isEqualTo(A);
    assertThat(routesWritten(story)).hasSize(4);
    minutesOfSweeps(story, 10);
    assertThat(routesWritten(story)).hasSize(4);
  }

  @Test
  void aNodeThatDoesNotSayThatItIsReadyAgainGetsNothingBack() {
    impaired(story, A);
    minutesOfSweeps(story, 30);
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    assertThat(story.egress("b")).isEqualTo(GATEWAY);
    assertThat(routesWritten(story)).hasSize(2);
  }

  @Test
  void aNodeWhoseSourceDestinationCheckWasSwitchedOnIsMendedBeforeTrafficComesBack() {
    impaired(story, A);
    story.node(A).face(0).sourceDestCheck = true;
    ready(story, A);
    minutesOfSweeps(story, 3);
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(story.node(A).face(0).sourceDestCheck).isFalse();
    List<String> actions = story.aws.actions();
    assertThat(actions.indexOf("ModifyNetworkInterfaceAttribute"))
        .isBetween(0, actions.lastIndexOf("ReplaceRoute"));
  }

  @Test
  void aNodeThatIsNowWellAndNowIllIsLeftOnce() {
    for (int flap = 0; flap < 10; flap++) {
      impaired(story, A);
      minutesOfSweeps(story, 1);
      ready(story, A);
      minutesOfSweeps(story, 1);
    }
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    assertThat(routesWritten(story)).containsExactlyInAnyOrder("rtb-a", "rtb-b");
  }

  @Test
  void neighboursThatAccuseEachOtherDoNotBothLoseTheirTraffic() {
    story = Story.twoZones();
    accuses(story, A, B);
    later(story, Duration.ofSeconds(1));
    accuses(story, B, A);
    assertThat(List.of(story.egress("a"), story.egress("b"))).containsOnly(B);
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void anAlarmAboutAThresholdMovesNothing() {
    story.when(
        BlackBox.payload(
            "cloudwatch-cloudwatch-alarm-state-change-1-servercputoohigh.json",
            "i-12345678901234567",
            A));
    assertThat(story.aws.actions()).contains("DescribeRouteTables");
    assertThat(story.aws.changes()).isEmpty();
  }

  @Test
  void aGatewayThatIsNotAvailableIsNoPlaceToGo() {
    FakeRegion.at(story.region.gateways, GATEWAY).state = "pending";
    Map<String, @Nullable Object> answer = impaired(story, A);
    assertThat(routesWritten(story)).isEmpty();
    assertThat(String.valueOf(answer.get("unprotected"))).contains("zone-a");
    FakeRegion.at(story.region.gateways, GATEWAY).state = "available";
    minutesOfSweeps(story, 1);
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
  }

  @Test
  void aWarningThatComesTwiceMovesTheTrafficOnce() {
    story.spare("0000000b");
    Object warning = BlackBox.payload("ec2-spot-interruption-nth.json", "i-0b662ef9931388ba0", A);
    story.when(warning);
    int done = story.aws.changes().size();
    later(story, Duration.ofSeconds(1));
    story.when(warning);
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(routesWritten(story)).containsExactlyInAnyOrder("rtb-a", "rtb-b");
    assertThat(story.aws.changes().subList(done, story.aws.changes().size()))
        .allMatch(query -> query.action().equals("CreateTags"));
  }
}
