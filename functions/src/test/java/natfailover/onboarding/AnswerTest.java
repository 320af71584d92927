package natfailover.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import natfailover.aws.Json;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** An answer is never longer than CloudFormation takes. */
final class AnswerTest {
  @Property(tries = 200)
  void whateverTheReasonTheAnswerFits(
      @ForAll @StringLength(max = 300) String piece, @ForAll @IntRange(max = 60) int times) {
    String reason = piece.repeat(times);
    String json = Answer.failure(new Desk().event("Create", Map.of()), reason).json();
    assertThat(json.getBytes(UTF_8).length).isLessThanOrEqualTo(Answer.MOST_BYTES);
    assertThat(Json.parse(json)).isInstanceOf(Map.class);
  }

  @Example
  void aShortReasonIsWholeAndALongOneIsCutAndSaysSo() {
    assertThat(reason("x".repeat(3000))).isEqualTo("x".repeat(3000));
    assertThat(reason("y".repeat(5000)))
        .startsWith("y".repeat(3000))
        .endsWith(" … (the rest is in the log)");
  }

  private static String reason(String given) {
    String json = Answer.failure(new Desk().event("Create", Map.of()), given).json();
    Map<?, ?> document = (Map<?, ?>) Objects.requireNonNull(Json.parse(json));
    return String.valueOf(document.get("Reason"));
  }
}
