package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static natfailover.Story.A;
import static natfailover.Story.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import natfailover.aws.Json;
import natfailover.aws.Rehearsal;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lambda's door: the report before the throw, and the rehearsal before the snapshot. */
final class ControllerHandlerTest {
  private final Story story = Story.oneZone();
  private final List<String> log = new ArrayList<>();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void theAnswerIsTheOneLogLine() throws Exception {
    handle(Json.write(state(A, "terminated")), 30_000);
    assertThat(log).containsExactly(output.toString(UTF_8));
    assertThat(Json.parse(output.toString(UTF_8)))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("converged", true);
  }

  @Test
  void theReportIsWrittenBeforeTheFailureIsThrown() {
    story.aws.fail("DescribeInstances", 99, "UnauthorizedOperation", "no");
    assertThatThrownBy(() -> handle(Json.write(state(A, "terminated")), 30_000))
        .isInstanceOf(ReconcileFailed.class)
        .hasMessage("DescribeInstances failed: UnauthorizedOperation: no; nothing was changed");
    assertThat(log).hasSize(1).containsExactly(output.toString(UTF_8));
    assertThat(output.toString(UTF_8)).contains("CannotSee");
  }

  @Test
  void withoutTimeLeftNothingIsTriedAndThatIsSaid() {
    assertThatThrownBy(() -> handle(Json.write(state(A, "terminated")), 1_000))
        .hasMessageStartingWith(
            "DescribeInstances failed: NoTimeLeft: not tried, since this invocation ends");
    assertThat(story.aws.actions()).isEmpty();
  }

  @Test
  void aMangledCommandIsAnsweredAndNotThrown() throws Exception {
    handle("{\"command\": \"stauts\"}", 30_000);
    assertThat(output.toString(UTF_8)).contains("NotUnderstood", "status");
  }

  @Test
  @Timeout(20)
  void theRehearsalGoesThroughAFailoverAndReachesNobody() {
    ControllerHandler rehearsed =
        new ControllerHandler(Settings.from(Map.of()), Rehearsal.clients(), Clock.systemUTC());
    String event =
        Json.write(state("i-0000000000000000a", "shutting-down"))
            .replace(Payloads.THEN.toString(), Instant.now().toString());
    Report report =
        rehearsed.report(new ByteArrayInputStream(event.getBytes(UTF_8)), Rehearsal.calls());
    String json = Json.write(report.json());
    assertThat(report.failures()).isEmpty();
    assertThat(json)
        .contains("pointRoute", "moveAddress", "disableSourceDestCheck", "completeLifecycle")
        .contains("\"fleet\":\"rehearsal\"");
    assertThat(story.aws.actions()).isEmpty();
    assertThat(Duration.ofMillis(millis(report))).isLessThan(Duration.ofSeconds(10));
  }

  private static long millis(Report report) {
    return ((Number) Objects.requireNonNull(report.json().get("totalMillis"))).longValue();
  }

  private void handle(String payload, int millisLeft) throws Exception {
    Story.handler(story.aws)
        .handleRequest(
            new ByteArrayInputStream(payload.getBytes(UTF_8)),
            output,
            FakeContext.of(millisLeft, log));
  }
}
