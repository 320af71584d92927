package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import natfailover.doctor.Check;
import natfailover.doctor.Complaint;
import natfailover.doctor.FleetComplaint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor, asked over the wire about a fleet with exactly one thing wrong. */
class DoctorTest {
  @Test
  void aFleetAsDeployedHasNothingWrong() throws IOException {
    try (Patient patient = Patient.healthy()) {
      List<String> changes = new ArrayList<>();
      patient.server.onCall(
          call -> {
            if (!call.action().matches("(Describe|List|Get).*|Invoke")
                && !call.request().parameters().containsKey("DryRun")) {
              changes.add(call.action());
            }
          });
      JsonNode answer = patient.doctor();
      assertThat(answer.path("findings")).as("%s", answer).isEmpty();
      assertThat(answer.path("healthy").asBoolean()).isTrue();
      assertThat(answer.path("fleet").asText()).isEqualTo("prod");
      assertThat(answer.at("/controller/function").asText()).isEqualTo(Patient.FUNCTION);
      assertThat(answer.at("/controller/version").asText()).isEqualTo("7");
      assertThat(Formation.texts(answer.path("checked")))
          .isEqualTo(Arrays.stream(Check.values()).map(Check::word).toList());
      assertThat(changes).isEmpty();
    }
  }

  @Test
  void whatNoCheckCanTryIsSaidWithTheReason() throws IOException {
    try (Patient patient = Patient.healthy()) {
      assertThat(patient.doctor().path("notChecked"))
          .isNotEmpty()
          .allMatch(entry -> !entry.path("because").asText().isBlank())
          .anyMatch(entry -> entry.path("what").asText().contains("CompleteLifecycleAction"))
          .anyMatch(entry -> entry.path("because").asText().contains("event-invoke-config"))
          .noneMatch(entry -> entry.path("what").asText().equals("probers"));
    }
  }

  @Test
  void aPausedFleetIsExaminedLikeAnyOther() throws IOException {
    try (Patient patient = Patient.healthy()) {
      patient.invoke(Map.of("command", "pause", "fleet", "prod"));
      JsonNode answer = patient.doctor();
      assertThat(answer.path("healthy").asBoolean()).as("%s", answer).isTrue();
      assertThat(answer.has("pausedUntil")).isTrue();
      new Malady(patient).plant(FleetComplaint.ZONE_WITHOUT_SECOND_PATH);
      assertThat(codes(patient.doctor())).contains("ZoneWithoutSecondPath");
    }
  }

  @Test
  void anUnknownFleetIsNamedAsByAnyOtherCommand() throws IOException {
    try (Patient patient = Patient.healthy()) {
      JsonNode error = patient.invoke(Map.of("command", "doctor", "fleet", "prood")).path("error");
      assertThat(error.path("code").asText()).isEqualTo("UnknownFleet");
    }
  }

  @Test
  void eachMaladyIsFoundAndNothingElseIs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Complaint complaint : Complaint.all()) {
      try (Patient patient = Patient.healthy()) {
        new Malady(patient).plant(complaint);
        all.append(complaint.code()).append('\n').append(told(patient.doctor())).append('\n');
      }
    }
    assertThat(all.toString().strip()).isEqualTo(expected().strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":$LATEST", ":7"})
  void aRuleThatAimsPastTheAliasIsFoundWhereverItAims(String qualifier) throws IOException {
    try (Patient patient = Patient.healthy()) {
      patient.events("DeleteRule", Map.of("Name", "Health"));
      String pattern = "{\"source\":[\"aws.health\"]}";
      patient.rule("Mine", Map.of("EventPattern", pattern), Patient.ARN + qualifier);
      assertThat(codes(patient.doctor())).containsExactly("RuleMisdirected");
    }
  }

  private static List<String> codes(JsonNode answer) {
    return StreamSupport.stream(answer.path("findings").spliterator(), false)
        .map(finding -> finding.path("code").asText())
        .toList();
  }

  /** Each finding with its cure; ids, which are another every time, by their kind alone. */
  private static String told(JsonNode answer) {
    return StreamSupport.stream(answer.path("findings").spliterator(), false)
        .map(
            finding ->
                "  %s %s %s: %s\n    cure: %s\n"
                    .formatted(
                        finding.path("check").asText(),
                        finding.path("code").asText(),
                        finding.path("severity").asText(),
                        finding.path("message").asText(),
                        finding.path("cure").asText()))
        .collect(Collectors.joining())
        .replaceAll("\\b(i|rtb|subnet|eni|eipalloc|vpc)-[0-9a-f]{8,17}", "$1-1");
  }

  private static String expected() throws IOException {
    try (InputStream file = DoctorTest.class.getResourceAsStream("/template/doctor.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
