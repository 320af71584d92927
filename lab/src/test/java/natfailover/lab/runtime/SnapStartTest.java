package natfailover.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import natfailover.lab.runtime.toys.CredentialsHandler;
import natfailover.lab.runtime.toys.SnapStartHandler;
import org.junit.jupiter.api.Test;

/** The checkpoint, the hooks around it, and what differs from on-demand. */
final class SnapStartTest extends RuntimeFixture {
  @Test
  void runsEachHookOnceAndInOrderBeforeTheFirstEvent() throws Exception {
    LambdaFunction function = snapStart(Map.of());
    assertThat(result(function.provision(1))).hasSize(1);
    assertThat(logUpTo("beforeCheckpoint")).contains("constructed");
    assertThat(logSoFar()).doesNotContain("afterRestore");
    Invocation first = result(function.invoke("\"first\""));
    Invocation second = result(function.invoke("\"second\""));
    assertThat(first.start()).isEqualTo(Start.RESTORED);
    assertThat(first.preparation()).isPositive();
    assertThat(first.outcome().payload())
        .isEqualTo("\"constructed beforeCheckpoint afterRestore first\"");
    assertThat(second.start()).isEqualTo(Start.WARM);
    assertThat(second.outcome().payload())
        .isEqualTo("\"constructed beforeCheckpoint afterRestore first second\"");
  }

  @Test
  void goesThroughTheCheckpointWhenNothingIsParked() throws Exception {
    Invocation invocation = result(snapStart(Map.of()).invoke("\"event\""));
    assertThat(invocation.start()).isEqualTo(Start.COLD);
    assertThat(invocation.outcome().payload())
        .isEqualTo("\"constructed beforeCheckpoint afterRestore event\"");
  }

  /** AWS's client reports the kind of failure only; the cause stands in the log. */
  @Test
  void failsToProvisionWhenPrimingFails() throws Exception {
    LambdaFunction function = snapStart(Map.of("FAILS_IN", "beforeCheckpoint"));
    assertThatThrownBy(() -> result(function.provision(1)))
        .cause()
        .isInstanceOf(SandboxFailedException.class)
        .hasMessageContaining("CheckpointException");
    assertThat(logUpTo("cannot prime")).contains("beforeCheckpoint").doesNotContain("afterRestore");
  }

  @Test
  void reportsAFailedRestoreAsTheEventsError() throws Exception {
    LambdaFunction function = snapStart(Map.of("FAILS_IN", "afterRestore"));
    Outcome.FunctionError error = error(function.invoke("\"event\""));
    assertThat(error.errorType()).isEqualTo("com.amazonaws.services.lambda.crac.RestoreException");
    assertThat(logUpTo("cannot prime")).contains("afterRestore").doesNotContain("event");
  }

  @Test
  void handsOutCredentialsByHttpAndOnlyForTheToken() throws Exception {
    LambdaFunction function =
        function(
            CredentialsHandler.class,
            settings -> settings.initialization(Initialization.SNAP_START));
    assertThat(outcome(function.invoke("\"guess\"")).payload())
        .contains(Credentials.ofTheLab().secretAccessKey(), "Expiration")
        .endsWith(" 403\"");
  }

  private LambdaFunction snapStart(Map<String, String> environment) {
    return function(
        SnapStartHandler.class,
        settings -> settings.initialization(Initialization.SNAP_START).environment(environment));
  }
}
