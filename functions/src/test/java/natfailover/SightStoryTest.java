package natfailover;

import static natfailover.Story.A;
import static natfailover.Story.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import natfailover.aws.FakeRegion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said when AWS cannot be asked, at first or after something was done. */
final class SightStoryTest {
  private final Story story = Story.oneZone();

  @Test
  void whatWasDoneIsToldAlthoughTheNextSightingFails() {
    story.once(
        "ReplaceRoute", () -> story.aws.fail("DescribeSubnets", 9, "UnauthorizedOperation", "no"));
    Map<String, @Nullable Object> answer = story.when(state(A, "terminated"));
    assertThat(Story.error(answer, "code")).isEqualTo("CannotSee");
    assertThat(Story.error(answer, "message"))
        .startsWith("DescribeSubnets failed: UnauthorizedOperation: no; before that: ")
        .contains("pointRoute rtb-a done", "moveAddress eipalloc-zone-a done");
    assertThat(story.report.failures()).hasSize(1);
  }

  @Test
  void nothingSeenIsNothingDone() {
    story.aws.fail("DescribeAutoScalingGroups", 9, "AccessDenied", "not allowed");
    Map<String, @Nullable Object> answer = story.when(state(A, "terminated"));
    assertThat(Story.error(answer, "message"))
        .isEqualTo(
            "DescribeAutoScalingGroups failed: AccessDenied: not allowed; nothing was changed");
    assertThat(story.aws.changes()).isEmpty();
  }

  @Test
  void whatWasDoneIsToldAlthoughTheFleetGoesOutOfSight() {
    story.once(
        "ReplaceRoute",
        () -> story.region.nodes.values().forEach(node -> node.tags.remove(FakeRegion.FLEET)));
    Map<String, @Nullable Object> answer = story.when(state(A, "terminated"));
    assertThat(Story.error(answer, "message")).contains("out of sight", "pointRoute rtb-a done");
  }

  @Test
  void anInstanceOfNobodysIsIgnoredAfterOneRead() {
    Map<String, @Nullable Object> answer = story.when(state("i-0000000f", "terminated"));
    assertThat(String.valueOf(answer.get("ignored"))).contains("i-0000000f");
    assertThat(story.aws.actions()).containsExactly("DescribeInstances");
    assertThat(story.report.failures()).isEmpty();
  }
}
