package natfailover.lab.template;

import java.util.Map;
import natfailover.doctor.ControllerComplaint;

/** Plants what is wrong with what wakes the controller, or with what it may do. */
final class ControllerMalady {
  private final Patient patient;

  ControllerMalady(Patient patient) {
    this.patient = patient;
  }

  void plant(ControllerComplaint complaint) {
    switch (complaint) {
      case ALIAS_MISSING -> patient.functions(it -> it.removeAlias(Patient.FUNCTION, "live"));
      case ALIAS_UNPUBLISHED ->
          patient.functions(it -> it.alias(Patient.FUNCTION, "live", "$LATEST"));
      case ALIAS_SPLIT -> patient.functions(it -> it.share(Patient.FUNCTION, "live", "8", 0.1));
      case RULE_MISSING -> patient.events("DeleteRule", Map.of("Name", "Lifecycle"));
      case RULE_MISDIRECTED -> aimPastTheAlias();
      case RULE_NARROWED -> endings(",\"detail\":{\"state\":[\"stopped\",\"terminated\"]}");
      case RULE_WIDENED -> endings("");
      case RULE_NOT_PERMITTED ->
          patient.functions(it -> it.forbid(Patient.FUNCTION, "live", "Health"));
      case RULE_DISABLED -> patient.events("DisableRule", Map.of("Name", "Report"));
      case NOT_PERMITTED -> fail("ReplaceRoute", "UnauthorizedOperation");
      case CONCURRENCY_LOW -> patient.server.with(region -> region.functions().concurrency(10));
      case NOT_CHECKED -> fail("DescribeLifecycleHooks", "AccessDenied");
    }
  }

  private void fail(String action, String code) {
    patient.server.with(region -> region.failCalls(action, code, 1));
  }

  private void aimPastTheAlias() {
    patient.events("DeleteRule", Map.of("Name", "Sweep"));
    patient.rule("Sweep", Map.of("ScheduleExpression", "rate(1 minute)"), Patient.ARN);
  }

  private void endings(String detail) {
    String pattern =
        "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"EC2 Instance State-change Notification\"]";
    patient.rule("Ending", Map.of("EventPattern", pattern + detail + "}"), Patient.ALIAS);
  }
}
