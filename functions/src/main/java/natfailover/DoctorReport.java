package natfailover;

import java.util.LinkedHashMap;
import java.util.Map;
import natfailover.doctor.Check;
import natfailover.doctor.Diagnosis;

/** The doctor's answer about one fleet. */
final class DoctorReport {
  private DoctorReport() {}

  static Map<String, Object> json(Trigger trigger, Finding.Examined examined) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fleet", examined.fleet().name());
    json.put("trigger", FleetReport.trigger(trigger));
    json.put("totalMillis", examined.took().toMillis());
    FleetReport.pausedUntil(examined.fleet())
        .ifPresent(until -> json.put("pausedUntil", until.toString()));
    json.put("healthy", examined.examination().healthy());
    json.put(
        "findings", examined.examination().findings().stream().map(DoctorReport::finding).toList());
    json.put("checked", examined.examination().checked().stream().map(Check::word).toList());
    return json;
  }

  private static Map<String, Object> finding(Diagnosis diagnosis) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", diagnosis.check().word());
    json.put("code", diagnosis.complaint().code());
    json.put("severity", diagnosis.complaint().severity().word());
    json.put("resource", diagnosis.resource());
    json.put("message", diagnosis.message());
    json.put("cure", diagnosis.cure());
    return json;
  }
}
