package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON to plain values and back. */
final class JsonTest {
  private record Node(String id, Optional<String> zone, List<Integer> ports) {}

  private enum Health {
    UNKNOWN
  }

  @Test
  void readsPlainValuesInTheOrderOfTheText() {
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("b", Arrays.asList(1L, new BigDecimal("2.5"), true, null, "é\n"));
    expected.put("a", Map.of());
    Object value = Json.parse(" {\"b\": [1, 2.5, true, null, \"é\\n\"], \"a\": {}} ");
    assertThat(value).isEqualTo(expected).asString().startsWith("{b=");
  }

  @Test
  void keepsNumbersExactly() {
    assertThat(Json.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Json.parse("9223372036854775808")).isEqualTo(new BigDecimal("9223372036854775808"));
    assertThat(Json.parse("1.0")).isEqualTo(new BigDecimal("1.0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{}}",
        "{} {}",
        "1,2",
        "nul",
        "{\"a\":NaN}",
        "\u0000",
        "1e99999999999"
      })
  void refusesWhatIsNotOneJsonValue(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(Json.NotJson.class);
  }

  @Test
  void refusesWhatIsTooDeepRatherThanRunOutOfStack() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(() -> Json.parse(deep))
        .isInstanceOf(Json.NotJson.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void saysInOneLineWhatIsWrong() {
    assertThatThrownBy(() -> Json.parse("{\"time\": \"2020-07"))
        .hasMessageContaining("Unexpected end-of-input")
        .message()
        .doesNotContain("\n", "start marker");
  }

  @Test
  void writesOneLineThatReadsBack() {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("text", "a \"quoted\"\nline  é");
    value.put("list", Arrays.asList(1L, new BigDecimal("2.50"), true, null));
    value.put("none", null);
    String json = Json.write(value);
    assertThat(json).doesNotContain("\n");
    assertThat(Json.parse(json)).isEqualTo(value);
  }

  @Test
  void writesRecordsByTheirComponentsAndLeavesOutWhatIsEmpty() {
    assertThat(Json.write(new Node("i-1", Optional.empty(), List.of(80))))
        .isEqualTo("{\"id\":\"i-1\",\"ports\":[80]}");
    assertThat(Json.write(new Node("i-1", Optional.of("a"), List.of())))
        .isEqualTo("{\"id\":\"i-1\",\"zone\":\"a\",\"ports\":[]}");
  }

  @ParameterizedTest
  @CsvSource({"1e5, 1E+5", "0.10, 0.10", "-7, -7"})
  void writesNumbersAsNumbers(BigDecimal number, String json) {
    assertThat(Json.write(number)).isEqualTo(json);
  }

  @Test
  void writesInstantsEnumsAndOptionals() {
    assertThat(
            Json.write(
                List.of(
                    Instant.parse("2026-01-27T13:44:13Z"),
                    Health.UNKNOWN,
                    Optional.of(1.5),
                    Optional.empty())))
        .isEqualTo("[\"2026-01-27T13:44:13Z\",\"UNKNOWN\",1.5,null]");
  }

  @Test
  void refusesAnythingElseByItsType() {
    assertThatThrownBy(() -> Json.write(List.of(String.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Class");
    assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
