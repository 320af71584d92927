package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import natfailover.doctor.ControllerComplaint;
import natfailover.doctor.FleetComplaint;
import org.junit.jupiter.api.Test;

/** What the doctor says is to be done, done as it says. */
class DoctorCureTest {
  private static final String NARROW =
      "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"EC2 Instance State-change Notification\"],"
          + "\"detail\":{\"state\":[\"stopped\"]}}";

  /** One option and what it is, in quotes where it is more than a word. */
  private static final Pattern OPTION = Pattern.compile("(--[a-z-]+) ((?:'[^']*'|\\\\'|[^\\s'])+)");

  @Test
  void theCureOfAnEditedRuleCuresIt() throws IOException {
    try (Patient patient = Patient.healthy()) {
      Map<String, String> narrow = Map.of("Description", "Bob's", "EventPattern", NARROW);
      patient.rule("Ending", narrow, Patient.ALIAS);
      Map<String, String> options =
          options(cure(patient), "aws events put-rule", "; it replaces all of the rule but");
      assertThat(options).containsEntry("--name", "Ending").containsEntry("--description", "Bob's");
      String pattern = options.getOrDefault("--event-pattern", "");
      patient.rule("Ending", Map.of("EventPattern", pattern), Patient.ALIAS);
      assertThat(patient.doctor().path("findings")).isEmpty();
    }
  }

  @Test
  void theCureOfAMissingHookMakesItAsTheTemplateHasIt() throws IOException {
    try (Patient patient = Patient.healthy()) {
      String group = Ward.group(Ward.A);
      for (JsonNode hook :
          Template.read("fleet/zone.yaml")
              .resource("Nodes")
              .at("/Properties/LifecycleHookSpecificationList")) {
        String name = hook.required("LifecycleHookName").asText();
        patient
            .account
            .autoScaling()
            .deleteLifecycleHook(r -> r.autoScalingGroupName(group).lifecycleHookName(name));
        Map<String, String> options =
            options(cure(patient), "aws autoscaling put-lifecycle-hook", "$");
        assertThat(options)
            .containsEntry("--lifecycle-hook-name", name)
            .containsEntry("--lifecycle-transition", hook.required("LifecycleTransition").asText())
            .containsEntry("--heartbeat-timeout", hook.required("HeartbeatTimeout").asText())
            .containsEntry("--default-result", hook.required("DefaultResult").asText());
        putHook(patient, options);
        assertThat(patient.doctor().path("findings")).isEmpty();
      }
    }
  }

  @Test
  void theCureOfAShortHookIsACommandThatCuresIt() throws IOException {
    try (Patient patient = Patient.healthy()) {
      new Malady(patient).plant(FleetComplaint.HEARTBEAT_TOO_SHORT);
      putHook(patient, options(cure(patient), "aws autoscaling put-lifecycle-hook", "$"));
      assertThat(patient.doctor().path("findings")).isEmpty();
    }
  }

  private static void putHook(Patient patient, Map<String, String> options) {
    patient
        .account
        .autoScaling()
        .putLifecycleHook(
            r ->
                r.autoScalingGroupName(options.get("--auto-scaling-group-name"))
                    .lifecycleHookName(options.get("--lifecycle-hook-name"))
                    .lifecycleTransition(options.get("--lifecycle-transition"))
                    .heartbeatTimeout(Integer.valueOf(options.get("--heartbeat-timeout")))
                    .defaultResult(options.get("--default-result")));
  }

  @Test
  void whatGoesWithTheAliasIsMadeAnewAsTheTemplateHasIt() throws IOException {
    try (Patient patient = Patient.healthy()) {
      new Malady(patient).plant(ControllerComplaint.ALIAS_MISSING);
      JsonNode invocation =
          Template.read("template.yaml").resource("Controller").at("/Properties/EventInvokeConfig");
      Map<String, String> options =
          options(cure(patient), "aws lambda put-function-event-invoke-config", " with the ARN");
      assertThat(options)
          .containsEntry("--qualifier", "live")
          .containsEntry(
              "--maximum-retry-attempts", invocation.required("MaximumRetryAttempts").asText())
          .containsEntry(
              "--maximum-event-age-in-seconds",
              invocation.required("MaximumEventAgeInSeconds").asText());
      assertThat(options.get("--destination-config")).contains("\"OnFailure\":{\"Destination\":");
    }
  }

  private static String cure(Patient patient) {
    return patient.doctor().at("/findings/0/cure").asText();
  }

  /** As a shell reads the options of the command that begins and ends so. */
  private static Map<String, String> options(String cure, String command, String end) {
    Map<String, String> options = new LinkedHashMap<>();
    String line = cure.replaceFirst("(?s).*?" + command, "").replaceFirst("(?s)" + end + ".*", "");
    OPTION
        .matcher(line)
        .results()
        .forEach(
            option ->
                options.put(
                    option.group(1),
                    option.group(2).replace("'\\''", "\0").replace("'", "").replace('\0', '\'')));
    return options;
  }
}
