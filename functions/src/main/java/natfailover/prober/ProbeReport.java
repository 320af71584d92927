package natfailover.prober;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a probe saw, and what follows from it. */
record ProbeReport(List<Observation> targets, Observation control, Duration took, Duration budget) {
  /** Keeps an unmodifiable copy. */
  ProbeReport {
    targets = List.copyOf(targets);
  }

  Verdict verdict() {
    return Verdict.of(targets, control.outcome());
  }

  /** The verdict in one sentence, with its reasons. */
  String sentence() {
    return switch (verdict()) {
      case EGRESS -> "The internet answers: " + listed(targets) + ".";
      case SITE_DOWN ->
          "The internet answers ("
              + listed(answering())
              + "), but not every target does: "
              + listed(failing())
              + ".";
      case DNS_DOWN ->
          "The internet answers ("
              + listed(answering())
              + "), but no name resolves: "
              + listed(failing())
              + ".";
      case NAT_DOWN ->
          "Nothing on the internet answers ("
              + listed(targets)
              + "), but the control within the VPC does: "
              + told(control)
              + ".";
      case ZONE_DOWN ->
          "Nothing answers ("
              + listed(targets)
              + "), not even the control within the VPC: "
              + told(control)
              + ".";
    };
  }

  /** The answer, as the documentation of the prober has it. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", verdict().word());
    json.put("sentence", sentence());
    json.put("totalMillis", took.toMillis());
    json.put("budgetMillis", budget.toMillis());
    json.put("targets", targets.stream().map(ProbeReport::json).toList());
    json.put("control", json(control));
    return json;
  }

  private List<Observation> answering() {
    return targets.stream().filter(it -> it.outcome().provesEgress()).toList();
  }

  private List<Observation> failing() {
    return targets.stream().filter(it -> !it.outcome().provesEgress()).toList();
  }

  private static String listed(List<Observation> seen) {
    return String.join("; ", seen.stream().map(ProbeReport::told).toList());
  }

  private static String told(Observation seen) {
    return seen.target() + " " + seen.outcome().word() + " after " + seen.took().toMillis() + " ms";
  }

  private static Map<String, @Nullable Object> json(Observation seen) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("target", seen.target().toString());
    json.put("outcome", seen.outcome().word());
    json.put("millis", seen.took().toMillis());
    json.put("detail", seen.detail());
    return json;
  }
}
