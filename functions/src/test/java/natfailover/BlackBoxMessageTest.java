package natfailover;

import static natfailover.BlackBox.GATEWAY;
import static natfailover.BlackBox.TERMINATING;
import static natfailover.BlackBox.routesWritten;
import static natfailover.BlackBox.waitsEnded;
import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import natfailover.aws.FakeRegion;
import org.junit.jupiter.api.Test;

/** Messages that are odd, double or wrong; the controller as a black box. */
final class BlackBoxMessageTest {
  private static final String HOOK =
      "\\\"LifecycleHookName\\\":\\\"NATInstanceTerminationLifeCycleHook\\\",";
  private static final String C = "i-0000000c";

  private Story story = BlackBox.oneNodeAndAGateway();

  @Test
  void ofTwoRecordsBothAreHandled() {
    story = BlackBox.threeZones();
    story.node(A).lifecycle = "Terminating:Wait";
    story.node(B).lifecycle = "Terminating:Wait";
    String two = BlackBox.adaptedLast(BlackBox.text("derived-sns-two-records.json"), story.node(B));
    story.when(BlackBox.parsed(BlackBox.adapted(two, story.node(A))));
    assertThat(routesWritten(story)).containsExactlyInAnyOrder("rtb-a", "rtb-b");
    assertThat(story.egress("a")).isEqualTo(C);
    assertThat(story.egress("b")).isEqualTo(C);
    assertThat(waitsEnded(story)).containsExactlyInAnyOrder(A, B);
  }

  @Test
  void theSameRecordTwiceIsHandledOnce() {
    story.node(A).lifecycle = "Terminating:Wait";
    String two = BlackBox.text("derived-sns-two-records.json");
    story.when(BlackBox.parsed(BlackBox.adapted(two, story.node(A))));
    assertThat(routesWritten(story)).containsExactlyInAnyOrder("rtb-a", "rtb-b");
    assertThat(waitsEnded(story)).containsExactly(A);
    assertThat(story.report.failures()).isEmpty();
  }

  @Test
  void withoutAHookNameTheMessageIsRejectedAndNothingChanged() {
    story.node(A).lifecycle = "Terminating:Wait";
    String text = BlackBox.text(TERMINATING, HOOK, "");
    story.when(BlackBox.parsed(BlackBox.adapted(text, story.node(A))));
    assertThat(story.report.failures())
        .singleElement()
        .satisfies(why -> assertThat(why).contains("LifecycleHookName is missing"));
    assertThat(story.aws.calls).isEmpty();
  }

  @Test
  void withoutATokenTheInstanceNamesTheWait() {
    story.node(A).lifecycle = "Terminating:Wait";
    story.when(
        BlackBox.payload(
            "malformed-lifecycle-no-token.json",
            "i-0633ac2b0d9769723",
            A,
            "testt1.demo-0a20f32c.kops.sh",
            "prod-zone-a"));
    assertThat(story.egress("a")).isEqualTo(GATEWAY);
    assertThat(story.node(A).lifecycle).isEqualTo("Terminating:Proceed");
    assertThat(story.aws.changes()).noneMatch(query -> query.has("LifecycleActionToken"));
  }

  @Test
  void aScheduleFromAnotherSourceIsRejectedAndNothingChanged() {
    FakeRegion.at(story.region.tables, "rtb-a").routes.remove("0.0.0.0/0");
    story.when(BlackBox.payload("derived-scheduled-wrong-source.json"));
    assertThat(story.report.failures())
        .singleElement()
        .satisfies(why -> assertThat(why).contains("source is \"custom.source\""));
    assertThat(story.aws.calls).isEmpty();
  }
}
