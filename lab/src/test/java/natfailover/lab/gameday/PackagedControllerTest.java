package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.runtime.FunctionSettings;
import natfailover.lab.runtime.Initialization;
import natfailover.lab.runtime.Invocation;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.runtime.ManagedRuntime;
import natfailover.lab.runtime.Outcome;
import natfailover.lab.runtime.Start;
import org.junit.jupiter.api.Test;

/** The artifact that is deployed, in Lambda's own runtime client. */
class PackagedControllerTest {
  private static final Path RUNTIME = Path.of(System.getProperty("natfailover.runtime", ""));
  private static final Path TASK = Path.of(System.getProperty("natfailover.task", ""));

  @Test
  void itIsPrimedBeforeTheSnapshotAndAnswersItsFirstEventRestored() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    try (RegionServer region = RegionServer.start(RegionSettings.defaults());
        LambdaFunction controller = controller(region, log)) {
      controller.provision(1).join();
      assertThat(log).filteredOn(line -> line.contains("primed: ")).hasSize(2);
      assertThat(log).noneMatch(line -> line.contains("primed without TLS"));
      assertThat(log).anyMatch(line -> line.contains("\"pointRoute\"") && line.contains("done"));

      Invocation first = controller.invoke("{\"command\":\"status\",\"fleet\":\"prod\"}").join();
      assertThat(first.start()).isEqualTo(Start.RESTORED);
      assertThat(first.outcome())
          .isInstanceOfSatisfying(
              Outcome.Success.class,
              success ->
                  assertThat(success.payload())
                      .contains("UnknownFleet", "there is no fleet in this account and region"));
      assertThat(log).filteredOn(line -> line.contains("primed: ")).hasSize(2);
    }
  }

  @Test
  void wrongSettingsEndTheStartAndAreNamedTogether() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    try (RegionServer region = RegionServer.start(RegionSettings.defaults());
        LambdaFunction controller =
            new LambdaFunction(
                ManagedRuntime.java25(RUNTIME),
                settings(region, Map.of("HOLD_DOWN_SECONDS", "soon", "ACCUSATION_SECONDS", "-1")),
                log::add)) {
      Invocation invocation = controller.invoke("{}").join();
      assertThat(invocation.outcome())
          .isInstanceOfSatisfying(
              Outcome.FunctionError.class,
              error ->
                  assertThat(error.payload() + log)
                      .contains("HOLD_DOWN_SECONDS is 'soon'", "ACCUSATION_SECONDS is '-1'"));
    }
  }

  private static LambdaFunction controller(RegionServer region, List<String> log) {
    return new LambdaFunction(ManagedRuntime.java25(RUNTIME), settings(region, Map.of()), log::add);
  }

  private static FunctionSettings settings(RegionServer region, Map<String, String> more) {
    return FunctionSettings.builder("Controller", TASK, "natfailover.ControllerHandler")
        .initialization(Initialization.SNAP_START)
        .memoryMegabytes(1024)
        .region("ap-northeast-1")
        .environment(Map.of("AWS_ENDPOINT_URL", region.endpoint().toString()))
        .environment(more)
        .build();
  }
}
