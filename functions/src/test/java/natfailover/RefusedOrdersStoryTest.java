package natfailover;

import static natfailover.Story.A;
import static natfailover.Story.B;
import static natfailover.Story.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import natfailover.aws.FakeRegion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that cannot be carried out: nothing is changed, and it is said why. */
final class RefusedOrdersStoryTest {
  private Story story = Story.oneZone();

  @AfterEach
  void noOrderIsThrown() {
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void anUnknownFleetIsAnsweredWithTheKnownOnes() {
    Map<String, @Nullable Object> answer =
        story.when(Payloads.object("command", "status", "fleet", "prood"));
    refused(answer, "UnknownFleet", "fleet 'prood' is not known; the fleets here are prod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failover", "failback", "drain", "status", "pause"})
  void anUnknownZoneIsAnsweredWithTheKnownOnes(String verb) {
    refused(
        story.command(verb, "zone", "zone-x"),
        "UnknownZone",
        "zone 'zone-x' is not one of fleet prod; its zones are zone-a");
  }

  @Test
  void withoutASecondPathNothingIsDrained() {
    story.node(B).tags.remove("nat-failover:ready-since");
    for (String verb : new String[] {"failover", "drain"}) {
      refused(
          story.command(verb, "zone", "zone-a"),
          "NoSecondPath",
          "zone zone-a of fleet prod has no other fit node and no NAT gateway to go to; bring up a"
              + " second node first");
    }
  }

  @Test
  void aDrainMayNotStrandAnotherZoneEither() {
    story = Story.twoZones();
    FakeRegion.at(story.region.tables, "rtb-a")
        .tags
        .put("nat-failover:leaving", "2026-06-01T11:00:00Z");
    FakeRegion.at(story.region.tables, "rtb-b")
        .pointAt("instanceId", A, "networkInterfaceId", "eni-0000000a", "state", "active");
    story.node(B).tags.remove("nat-failover:ready-since");
    Map<String, @Nullable Object> answer = story.command("drain", "zone", "zone-a");
    refused(
        answer,
        "NoSecondPath",
        "zone zone-b of fleet prod has no other fit node and no NAT gateway to go to; bring up a"
            + " second node first");
  }

  @Test
  void aFailoverNeedsACarrier() {
    FakeRegion.at(story.region.tables, "rtb-a").routes.remove("0.0.0.0/0");
    refused(
        story.command("failover", "zone", "zone-a"),
        "NoCarrier",
        "no node of fleet prod carries zone zone-a now; see {\"command\": \"status\"}");
  }

  @Test
  void aFailbackNeedsAFitNodeAtHome() {
    story.region.table("prod", "c", "zone-c", story.node(A));
    refused(
        story.command("failback", "zone", "zone-c"),
        "NoFitNode",
        "zone zone-c of fleet prod has no fit node of its own to come back to: it has none");
  }

  @Test
  void aPauseNeedsAGroup() {
    story.region.groups.clear();
    refused(
        story.command("pause"),
        "NoGroup",
        "fleet prod has no Auto Scaling group, and a pause is a tag of its groups");
  }

  @Test
  void withoutSightAnOrderIsAnsweredWithWhy() {
    story.aws.fail("DescribeInstances", 9, "UnauthorizedOperation", "no");
    refused(
        story.command("status"),
        "CannotSee",
        "DescribeInstances failed: UnauthorizedOperation: no; nothing was changed");
  }

  @Test
  void anOrderThatIsNotUnderstoodNamesItsFieldOnce() {
    Map<String, @Nullable Object> answer = story.command("failover");
    assertThat(error(answer, "code")).isEqualTo("NotUnderstood");
    assertThat(error(answer, "message")).startsWith("zone is missing");
  }

  private void refused(Map<String, @Nullable Object> answer, String code, String message) {
    assertThat(answer).containsOnlyKeys("error");
    assertThat(error(answer, "code")).isEqualTo(code);
    assertThat(error(answer, "message")).isEqualTo(message);
    assertThat(story.aws.changes()).isEmpty();
  }
}
