package natfailover.lab.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import natfailover.lab.region.Picture;
import natfailover.lab.simulation.Attempts.Attempt;
import natfailover.lab.simulation.Fitness.Standing;

/** Holds what an invocation answered against what it did, and against what is true. */
final class Auditor {
  /** How the controller words an exception that is neither AWS's nor the network's. */
  private static final Pattern OWN_FAULT =
      Pattern.compile("(OwnFault|\\b(java|natfailover)[.]\\w)[^\"]*");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final Site site;
  private final Fitness fitness;
  private final Judge judge;

  Auditor(World world, Site site, Fitness fitness, Judge judge) {
    this.world = world;
    this.site = site;
    this.fitness = fitness;
    this.judge = judge;
  }

  /**
   * Reads an answer.
   *
   * @param failed whether the invocation ended with a failure, so that it is tried again
   */
  void read(Invocation invocation, String answer, boolean failed) {
    Matcher fault = OWN_FAULT.matcher(answer);
    if (fault.find()) {
      judge.broken(Rule.NO_STACK_TRACE, fault.group());
    }
    JsonNode report = parsed(answer);
    for (Attempt attempt : invocation.attempts().failed()) {
      if (!tells(report, attempt)) {
        judge.broken(Rule.EVERY_FAILED_WRITE_IS_REPORTED, attempt + " is not in " + answer);
      }
    }
    for (JsonNode fleet : fleets(report)) {
      boolean unheard = !failed && !invocation.wake().ordered();
      if (unheard && fleet.path("actions").findValuesAsText("outcome").contains("failed")) {
        judge.broken(Rule.EVERY_FAILED_WRITE_IS_REPORTED, "taken for a success: " + fleet);
      }
      if (fleet.path("converged").asBoolean()
          && fleet.path("fleet").asText().equals(site.fleet())) {
        converged(invocation.sight(), fleet);
      }
    }
  }

  private static JsonNode parsed(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + answer, e);
    }
  }

  private static List<JsonNode> fleets(JsonNode report) {
    List<JsonNode> fleets = new ArrayList<>();
    if (report.has("fleet")) {
      fleets.add(report);
    }
    report.path("fleets").forEach(fleets::add);
    return fleets;
  }

  /** By an action that was not done, or in the words of why no more can be said. */
  private static boolean tells(JsonNode report, Attempt attempt) {
    for (JsonNode fleet : fleets(report)) {
      for (JsonNode action : fleet.path("actions")) {
        if (action.path("action").asText().equals(attempt.kind())
            && action.path("resource").asText().equals(attempt.resource())
            && !action.path("outcome").asText().equals("done")) {
          return true;
        }
      }
    }
    String words = attempt.kind() + " " + attempt.resource() + " ";
    return report.findValuesAsText("message").stream().anyMatch(message -> message.contains(words));
  }

  /** Where traffic was led elsewhere after the last look at it, no report can know. */
  private void converged(Sight sight, JsonNode fleet) {
    List<String> fit = fitness.all(Standing.FIT, sight.of());
    boolean held = fleet.has("pausedUntil") || fit.isEmpty();
    for (String zone : site.zones()) {
      String table = site.tables().getOrDefault(zone, "");
      Optional<String> told = told(fleet, table);
      if (!held && told.filter(node -> unfit(node, sight)).isPresent()) {
        judge.broken(
            Rule.CONVERGED_IS_TRUE,
            "%s leads to %s, known to be unfit, and %s were fit".formatted(table, told, fit));
      }
      Optional<String> target = target(table);
      boolean wrong =
          told.isEmpty() || target.filter(there -> !told.get().equals(there)).isPresent();
      if (wrong && sight.version() == world.region().version()) {
        judge.broken(
            Rule.CONVERGED_IS_TRUE,
            "%s leads to %s, and the report says %s".formatted(table, target, told));
      }
    }
  }

  private boolean unfit(String node, Sight sight) {
    return fitness.was(node, Standing.UNFIT, sight.of());
  }

  private Optional<String> target(String table) {
    return world
        .picture()
        .table(table)
        .filter(Picture.Table::available)
        .flatMap(Picture.Table::target);
  }

  private static Optional<String> told(JsonNode fleet, String table) {
    for (JsonNode zone : fleet.path("zones")) {
      for (JsonNode each : zone.path("tables")) {
        if (each.path("id").asText().equals(table)) {
          return Optional.of(each.at("/egress/id").asText());
        }
      }
    }
    return Optional.empty();
  }
}
