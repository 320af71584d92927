package natfailover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import natfailover.aws.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A time is read in every form that AWS writes, and believed where it can be true. */
final class TriggerTimeTest {
  private static final Instant NOW = Instant.parse("2026-01-27T14:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"2026-01-27T13:44:13Z\"            | 2026-01-27T13:44:13Z",
        "\"2026-01-27T13:44:13.490Z\"        | 2026-01-27T13:44:13.490Z",
        "\"2026-01-27T13:44:13.490+0000\"    | 2026-01-27T13:44:13.490Z",
        "\"2026-01-27T22:44:13+09:00\"       | 2026-01-27T13:44:13Z",
        "\"Tue, 27 Jan 2026 13:44:13 GMT\"   | 2026-01-27T13:44:13Z",
        "\"Thu, 27 Jan 2026 13:44:13 GMT\"   | 2026-01-27T13:44:13Z",
        "1769521453                          | 2026-01-27T13:44:13Z",
        "1769521453490                       | 2026-01-27T13:44:13.490Z",
        "\"1769521453490\"                   | 2026-01-27T13:44:13.490Z",
        "1769521453.49                       | 2026-01-27T13:44:13Z",
        "\"2026-01-27T14:00:00Z\"            | 2026-01-27T14:00:00Z",
        "\"2026-01-26T08:00:01Z\"            | 2026-01-26T08:00:01Z",
      })
  void readsWhatAwsWrites(String json, Instant at) {
    assertThat(TriggerTime.read(Json.parse(json), NOW)).isEqualTo(at);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"\"",
        "null",
        "true",
        "[]",
        "\"yyyy-mm-ddThh:mm:ssZ\"",
        "\"2026-01-27T14:00:01Z\"",
        "\"2026-01-26T08:00:00Z\"",
        "\"1970-01-01T00:00:00Z\"",
        "-1",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551615",
        "1e300",
        "9223372036854775807",
        "\"99999999999999999999\"",
      })
  void takesNowForWhatCannotBeTrue(String json) {
    assertThat(TriggerTime.read(Json.parse(json), NOW)).isEqualTo(NOW);
  }
}
