package natfailover;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import natfailover.Look.Mode;
import natfailover.doctor.Check;
import natfailover.doctor.Diagnosis;
import natfailover.doctor.Setup;
import natfailover.doctor.Setup.Alias;
import natfailover.doctor.Sight;
import natfailover.doctor.Untried;

/** The doctor's answer about one fleet: what a status says of it, and what was examined. */
final class DoctorReport {
  private DoctorReport() {}

  static Map<String, Object> json(Trigger trigger, Finding.Examined examined, Mode mode) {
    Map<String, Object> json = FleetReport.json(trigger, examined.seen(), mode, examined.took());
    json.put("controller", controller(examined.examination().setup()));
    json.put("healthy", examined.examination().healthy());
    json.put(
        "findings", examined.examination().findings().stream().map(DoctorReport::finding).toList());
    json.put("checked", examined.examination().checked().stream().map(Check::word).toList());
    json.put(
        "notChecked",
        examined.examination().untried().stream().map(DoctorReport::untried).toList());
    return json;
  }

  /** Which version it is that the events go to. */
  private static Map<String, Object> controller(Setup setup) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("function", setup.name());
    if (setup.alias() instanceof Sight.Seen<Optional<Alias>>(var alias) && alias.isPresent()) {
      json.put("alias", Setup.LIVE);
      json.put("version", alias.get().version());
    }
    return json;
  }

  private static Map<String, Object> untried(Untried untried) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("what", untried.what());
    json.put("because", untried.because());
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
