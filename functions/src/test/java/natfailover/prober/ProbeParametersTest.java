package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the template asks about probers is what the prober understands. */
final class ProbeParametersTest {
  private static final Path TEMPLATE =
      Path.of("../lab/src/main/resources/natfailover/lab/template/template.json");

  private final Map<?, ?> asked;

  ProbeParametersTest() throws IOException {
    Object file = Objects.requireNonNull(JsonReader.read(Files.readString(TEMPLATE)));
    asked = (Map<?, ?>) of(of(file, "template"), "Parameters");
  }

  @Test
  void whoAnswersNothingGetsTheUsual() {
    assertThat(set(of(asked("ProbeTargets"), "Default"), of(asked("ProbeControl"), "Default")))
        .isEqualTo(ProbeRequest.from(Map.of()));
  }

  @Test
  void anAnswerIsWaitedForLongerThanAProberLooks() {
    long looks = ProbeRequest.from(Map.of()).budget().toMillis();
    assertThat((List<?>) of(asked("ProberSeconds"), "AllowedValues"))
        .isNotEmpty()
        .allMatch(it -> it instanceof Long seconds && (seconds == 0 || seconds * 1000 > looks));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1.1.1.1,site.example; 10.0.0.2:5353",
        "site.example,1.1.1.1; 10.0.0.2:53",
        "a_b.example:80,1.1.1.1:53,c.example; 10.0.0.2:53",
        "1.1.1.1,1.0.0.1,8.8.8.8,8.8.4.4,9.9.9.9,a.example,b.example,c.example; 10.0.0.2:53"
      })
  void whatTheQuestionAdmitsTheProberTakes(String targets, String control) {
    assertThat(targets).matches(pattern("ProbeTargets"));
    assertThat(control).matches(pattern("ProbeControl"));
    assertThat(set(targets, control).targets()).hasSize(targets.split(",").length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "a.example,b.example",
        "1.1.1.1,",
        "1.1.1.1,https://site.example",
        "10.0.0.1:443,1.1.1.1",
        "1.1.1.1,172.20.0.9",
        "a.example,192.168.1.1:443",
        "a.example,1.1.1",
        "1.1.1.1,1.0.0.1,8.8.8.8,8.8.4.4,9.9.9.9,a.example,b.example,c.example,d.example"
      })
  void theseTargetsAreRefusedAtTheQuestionAlready(String targets) {
    assertThat(targets).doesNotMatch(pattern("ProbeTargets"));
    assertThatThrownBy(() -> set(targets, "10.0.0.2")).hasMessageContaining("PROBE_TARGETS");
  }

  @Test
  void controlNeedsItsPortSinceTheUsualOneIsNoResolvers() {
    assertThat("10.0.0.2").doesNotMatch(pattern("ProbeControl"));
  }

  @Test
  void publicAddressesThatBeginLikePrivateOnesAreAdmitted() {
    for (String target :
        List.of("100.1.1.1", "172.15.0.1", "172.32.0.1:80", "192.169.0.1", "1.10.0.9")) {
      assertThat(target + ",a.example").matches(pattern("ProbeTargets"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resolver.example", "10.0.0.2:dns", "10.0.0"})
  void theseControlsAreRefusedAtTheQuestionAlready(String control) {
    assertThat(control).doesNotMatch(pattern("ProbeControl"));
    assertThatThrownBy(() -> set("1.1.1.1,8.8.8.8", control)).hasMessageContaining("PROBE_CONTROL");
  }

  private static ProbeRequest set(Object targets, Object control) {
    return ProbeRequest.from(
        Map.of("PROBE_TARGETS", targets.toString(), "PROBE_CONTROL", control.toString()));
  }

  private String pattern(String parameter) {
    return of(asked(parameter), "AllowedPattern").toString();
  }

  private Object asked(String parameter) {
    return of(asked, parameter);
  }

  private static Object of(Object json, String field) {
    return Objects.requireNonNull(((Map<?, ?>) json).get(field), field);
  }
}
