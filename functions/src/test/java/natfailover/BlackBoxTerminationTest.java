package natfailover;

import static natfailover.BlackBox.GATEWAY;
import static natfailover.BlackBox.routesWritten;
import static natfailover.BlackBox.waitsEnded;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeRegion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node is to be terminated, told by a rival's own messages; the controller as a black box. */
final class BlackBoxTerminationTest {
  private static final String C = "i-0000000c";

  private Story story = BlackBox.oneNodeAndAGateway();

  @Test
  void bothTablesGoToTheNatGatewayNoOtherRouteIsTouchedAndTheHookIsEndedOnce() {
    story.node(A).lifecycle = "Terminating:Wait";
    story.when(BlackBox.terminating(story.node(A)));
    for (String table : new String[] {"a", "b"}) {
      assertThat(story.egress(table)).isEqualTo(GATEWAY);
      assertThat(FakeRegion.at(story.region.tables, "rtb-" + table).routes)
          .hasSize(2)
          .containsEntry("10.0.0.0/16", Payloads.object("gatewayId", "local", "state", "active"));
    }
    assertThat(story.aws.changes())
        .filteredOn(query -> query.action().equals("CompleteLifecycleAction"))
        .singleElement()
        .satisfies(
            query -> {
              assertThat(query.text("LifecycleHookName"))
                  .isEqualTo("NATInstanceTerminationLifeCycleHook");
              assertThat(query.text("LifecycleActionToken"))
                  .isEqualTo("9852eafb-6c45-43f8-917c-9353bf43d286");
              assertThat(query.text("LifecycleActionResult")).isEqualTo("CONTINUE");
            });
  }

  @Test
  void theEndOfTheOnlyNodeIsAnsweredAtOnceThoughAwsTellsNoVpcOfItAnyMore() {
    story.node(A).terminate();
    story.when(Story.state(A, "terminated"));
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    assertThat(story.egress("b")).isEqualTo(GATEWAY);
  }

  @Test
  void ofThreeZonesOnlyTheTablesOfTheTerminatingNodesZoneMove() {
    story = BlackBox.threeZones();
    story.node(B).lifecycle = "Terminating:Wait";
    story.when(BlackBox.terminating(story.node(B)));
    assertThat(story.egress("a")).isEqualTo(A);
    assertThat(story.egress("b")).isEqualTo(C);
    assertThat(story.egress("c")).isEqualTo(C);
    assertThat(routesWritten(story)).containsExactly("rtb-b");
    assertThat(waitsEnded(story)).containsExactly(B);
  }

  @Test
  void theEndOfANodeThatCarriesNothingMovesNothingButIsNotHeldUp() {
    FakeNode idle = story.spare("aaaaaaaaaaaaaaaa");
    idle.lifecycle = "Terminating:Wait";
    String text = BlackBox.text("derived-sns-stale-instance.json", "i-0aaaaaaaaaaaaaaaa", idle.id);
    story.when(BlackBox.parsed(BlackBox.adapted(text, idle)));
    assertThat(routesWritten(story)).isEmpty();
    assertThat(waitsEnded(story)).containsExactly(idle.id);
  }

  @Test
  void theEndOfAnInstanceOfNobodysCostsOneReadAndChangesNothing() {
    Map<String, @Nullable Object> answer =
        story.when(BlackBox.payload("derived-sns-stale-instance.json"));
    assertThat(String.valueOf(answer.get("ignored"))).contains("i-0aaaaaaaaaaaaaaaa");
    assertThat(story.aws.actions()).containsExactly("DescribeInstances");
  }

  @Test
  void aMessageThatComesAfterTheReplacementTookTheRouteTakesItNotBack() {
    FakeNode replacement = story.spare("0000000b");
    story.region.table("prod", "a", "zone-a", replacement);
    story.region.table("prod", "b", "zone-a", replacement);
    story.region.address("prod", "zone-a", "198.51.100.1", replacement);
    story.told(replacement, "zone-a");
    Object late = BlackBox.terminating(story.node(A));
    story.node(A).terminate();
    story.node(A).lifecycle = null;
    story.settled();
    story.when(late);
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.aws.changes()).isEmpty();
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void aMessageThatComesAfterTheEndEndsNoWaitThatIsOver() {
    Object late = BlackBox.terminating(story.node(A));
    story.node(A).terminate();
    story.node(A).lifecycle = "Terminated";
    story.when(late);
    assertThat(waitsEnded(story)).isEmpty();
    assertThat(story.report.failures()).isEmpty();
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
  }

  @Test
  void theReasonTellsADeadNodeFromAnIdleOne() {
    story.node(A).lifecycle = "Terminating:Wait";
    Object news = BlackBox.terminating(story.node(A));
    story.node(A).terminate();
    Map<String, @Nullable Object> answer = story.when(news);
    assertThat(Story.list(answer, "actions"))
        .filteredOn(action -> "completeLifecycle".equals(action.get("action")))
        .extracting(action -> action.get("reason"))
        .containsExactly("runs no longer");
  }

  @Test
  void withoutASecondPathTheNodeIsKeptWaitingAndLetGoOnceThereIsOne() {
    story = BlackBox.oneNode();
    story.region.group("prod", "zone-a").hooks.put("bye", "TERMINATING");
    story.node(A).lifecycle = "Terminating:Wait";
    Map<String, @Nullable Object> answer = story.when(BlackBox.terminating(story.node(A)));
    assertThat(String.valueOf(answer.get("unprotected"))).contains("zone-a", A);
    assertThat(routesWritten(story)).isEmpty();
    assertThat(waitsEnded(story)).isEmpty();
    story.spare("0000000b");
    BlackBox.minutesOfSweeps(story, 1);
    assertThat(story.egress("a")).isEqualTo(B);
    assertThat(story.egress("b")).isEqualTo(B);
    assertThat(waitsEnded(story)).containsExactly(A);
  }

  @Test
  void aTestMessageOfAHookIsNoNoise() {
    Map<String, @Nullable Object> answer =
        story.when(BlackBox.payload("asg-test-notification-sns.json"));
    assertThat(String.valueOf(answer.get("ignored"))).contains("tries whether");
    assertThat(story.aws.calls).isEmpty();
    assertThat(story.report.failures()).isEmpty();
  }
}
