package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import natfailover.lab.simulation.ZoneLoss.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A zone that many fleets lose together, within the rates that AWS allows an account. */
class ZoneLossTest {
  private static final int FLEETS = 4;
  private static final int TABLES = 25;

  @Test
  void oneSweepMovesAllTablesWithinATenthOfWhatTheBucketAsksFor() {
    ZoneLoss.Result result = ZoneLoss.run(1, FLEETS, TABLES, Told.BY_SWEEPS);
    assertThat(result.tables()).isEqualTo(100);
    assertThat(result.floor()).isEqualTo(Duration.ofSeconds(10));
    assertThat(result.left()).isZero();
    assertThat(result.ratio()).isBetween(1.0, 1.1);
    assertThat(result.calls().get("ReplaceRoute")).isBetween(100, 105);
  }

  @Test
  void whereEachFleetsOwnEventsMoveThemNoTableIsLeftEither() {
    ZoneLoss.Result result = ZoneLoss.run(1, FLEETS, TABLES, Told.BY_EVENTS);
    assertThat(result.left()).isZero();
    assertThat(result.throttled()).isPositive();
  }

  @Test
  void reportSaysWhoWasToldHowManyTablesAndHowLong() {
    ZoneLoss.Result result = ZoneLoss.run(2, 1, 1, Told.BY_SWEEPS);
    assertThat(ZoneLossReport.text(List.of(result)))
        .startsWith("1 fleets, told by sweeps alone: 1 tables in ")
        .contains("0 left");
    assertThat(ZoneLossReport.json(List.of(result)))
        .contains("\"pass\":true", "\"tables\":1", "\"left\":0", "\"ReplaceRoute\":1");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, --fleets is 0", "1, 0, --tables is 0", "1, 67, --tables is 67"})
  void whatNoAccountHasIsRefusedBeforeAnythingIsBuilt(
      String fleets, String tables, String message) {
    StringWriter error = new StringWriter();
    int exit =
        new CommandLine(new Simulate())
            .setErr(new PrintWriter(error))
            .execute("--fleets", fleets, "--tables", tables);
    assertThat(exit).isEqualTo(2);
    assertThat(error.toString()).startsWith(message + ", allowed are whole numbers from 1 to ");
  }
}
