package natfailover.prober;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What to look at, and for how long.
 *
 * <p>What the environment sets holds where a request says nothing:
 *
 * <ul>
 *   <li>{@code PROBE_TARGETS}: targets on the internet, with commas in between
 *       (1.1.1.1:443,8.8.8.8:443,checkip.amazonaws.com:443).
 *   <li>{@code PROBE_CONTROL}: a target that is reached without NAT (169.254.169.253:53, the VPC's
 *       own resolver).
 *   <li>{@code PROBE_BUDGET_MILLIS}: how long to wait at most (1500: a lost SYN is repeated after 1
 *       s, and one lost packet must not cost a verdict).
 * </ul>
 *
 * @param control tells whether the subnet's own network works
 */
record ProbeRequest(List<Target> targets, Target control, Duration budget) {
  private static final ProbeRequest USUAL =
      new ProbeRequest(
          Stream.of("1.1.1.1", "8.8.8.8", "checkip.amazonaws.com")
              .map(host -> Target.parse(host).orElseThrow())
              .toList(),
          Target.parse("169.254.169.253:53").orElseThrow(),
          Duration.ofMillis(1500));

  private static final List<String> FIELDS = List.of("targets", "control", "budgetMillis");

  /** Keeps an unmodifiable copy. */
  ProbeRequest {
    targets = List.copyOf(targets);
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException naming every setting that is wrong, what was found and what is
   *     allowed
   */
  static ProbeRequest from(Map<String, String> environment) {
    RequestChecks checks = new RequestChecks(USUAL);
    String targets = environment.getOrDefault("PROBE_TARGETS", "");
    String control = environment.getOrDefault("PROBE_CONTROL", "");
    String budget = environment.getOrDefault("PROBE_BUDGET_MILLIS", "");
    ProbeRequest request =
        new ProbeRequest(
            targets.isBlank()
                ? USUAL.targets()
                : checks.targets("PROBE_TARGETS", Arrays.asList(targets.split(",", -1))),
            control.isBlank() ? USUAL.control() : checks.control("PROBE_CONTROL", control),
            budget.isBlank()
                ? USUAL.budget()
                : checks.budget("PROBE_BUDGET_MILLIS", number(budget)));
    if (!checks.faults().isEmpty()) {
      throw new IllegalArgumentException("wrong settings: " + String.join("; ", checks.faults()));
    }
    return request;
  }

  /**
   * Reads a request, strictly: a misspelt field must not become a probe of something else.
   *
   * @throws BadRequest naming every field that is wrong, what was found and what is allowed
   */
  static ProbeRequest read(String payload, ProbeRequest usual) {
    if (!(JsonReader.read(payload) instanceof Map<?, ?> fields)) {
      throw new BadRequest("is no JSON object; allowed fields: " + String.join(", ", FIELDS));
    }
    RequestChecks checks = new RequestChecks(usual);
    checks.known(fields.keySet(), FIELDS);
    ProbeRequest request =
        new ProbeRequest(
            fields.containsKey("targets")
                ? checks.targets("targets", fields.get("targets"))
                : usual.targets(),
            fields.containsKey("control")
                ? checks.control("control", fields.get("control"))
                : usual.control(),
            fields.containsKey("budgetMillis")
                ? checks.budget("budgetMillis", fields.get("budgetMillis"))
                : usual.budget());
    if (!checks.faults().isEmpty()) {
      throw new BadRequest("is wrong: " + String.join("; ", checks.faults()));
    }
    return request;
  }

  private static Object number(String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException _) {
      return text;
    }
  }
}
