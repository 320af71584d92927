package natfailover.lab.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verdicts of all lives, as text and as JSON. */
final class Results {
  private static final double HOURS_A_YEAR = 365.25 * 24;

  private final List<Verdict> broken = new ArrayList<>();
  private final Coverage coverage = new Coverage();
  private Duration lived = Duration.ZERO;
  private Duration dark = Duration.ZERO;
  private long invocations;
  private int lives;

  void add(Verdict verdict) {
    lives++;
    lived = lived.plus(verdict.lived());
    dark = dark.plus(verdict.dark());
    invocations += verdict.invocations();
    coverage.add(verdict.coverage());
    if (verdict.broken().isPresent()) {
      broken.add(verdict);
    }
  }

  boolean pass() {
    return broken.isEmpty();
  }

  /** What a life has broken; empty where nothing. */
  static Optional<String> line(Verdict verdict) {
    return verdict
        .broken()
        .map(
            found ->
                "BROKEN %s (%s) by seed %d at %s: %s; again: ./simulate --replay %s"
                    .formatted(
                        found.rule(),
                        found.rule().sentence(),
                        verdict.seed(),
                        Duration.between(World.START, found.at()),
                        found.how(),
                        Replay.of(verdict)));
  }

  String text() {
    StringBuilder text = new StringBuilder("trouble met, by where it was met:\n");
    coverage
        .counts()
        .forEach((trouble, states) -> text.append("  %-26s %s%n".formatted(trouble, states)));
    broken.stream()
        .flatMap(verdict -> line(verdict).stream())
        .forEach(line -> text.append(line).append('\n'));
    return text.append(
            "%s: %d fleets, %d fleet-hours, %d invocations, %.0f s without egress per fleet-year"
                .formatted(
                    pass() ? "every rule held" : broken.size() + " broken",
                    lives,
                    lived.toHours(),
                    invocations,
                    darkSecondsPerYear()))
        .toString();
  }

  private double darkSecondsPerYear() {
    double hours = lived.toSeconds() / 3600.0;
    return hours == 0 ? 0 : dark.toMillis() / 1000.0 / hours * HOURS_A_YEAR;
  }

  String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("pass", pass()).put("fleetHours", lived.toHours()).put("seeds", lives);
    ArrayNode list = json.putArray("broken");
    for (Verdict verdict : broken) {
      verdict
          .broken()
          .ifPresent(
              found ->
                  list.addObject()
                      .put("invariant", found.rule().name())
                      .put("seed", verdict.seed())
                      .put("step", Duration.between(World.START, found.at()).toString())
                      .put("how", found.how())
                      .put("replay", Replay.of(verdict).toString()));
    }
    json.put("outageSecondsPerFleetYear", Math.round(darkSecondsPerYear()));
    ObjectNode met = json.putObject("coverage");
    for (Map.Entry<String, Map<String, Integer>> trouble : coverage.counts().entrySet()) {
      ObjectNode states = met.putObject(trouble.getKey());
      trouble.getValue().forEach(states::put);
    }
    return json.toString();
  }
}
