package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** What is printed of a broken life is all that it takes to live it again. */
final class ReplayTest {
  private final Replay.Reader reader = new Replay.Reader();

  @Test
  void whatIsPrintedReachesTheHourInWhichTheRuleWasBroken() {
    Broken broken = new Broken(Rule.CONVERGES, World.START, "how");
    Verdict verdict =
        new Verdict(
            109,
            Duration.ofHours(11).plusMinutes(20),
            Optional.of(broken),
            Duration.ZERO,
            1,
            new Coverage(),
            1);
    assertThat(Replay.of(verdict)).hasToString("109/12");
    assertThat(Results.line(verdict).orElse("")).endsWith("again: ./simulate --replay 109/12");
    assertThat(reader.convert("109/12")).isEqualTo(Replay.of(verdict));
  }

  @Test
  void aSeedAloneWillDo() {
    assertThat(reader.convert("109")).isEqualTo(new Replay(109, OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1/", "1/0", "1/x", "-1", "1/12345678", "1234567890123456789"})
  void whatIsNeitherIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> reader.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("109/12");
  }

  @Test
  void theHoursOfAReplayAreItsOwn() {
    StringWriter out = new StringWriter();
    int exit =
        new CommandLine(new Simulate())
            .setOut(new PrintWriter(out))
            .execute("--replay", "1/1", "--hours", "50");
    assertThat(exit).isZero();
    assertThat(out.toString()).contains("1 fleets, 1 fleet-hours");
  }
}
