package natfailover;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads an operator's order, strictly: a misspelt {@code dryRun} must not become a live run. */
final class CommandReader {
  /** The shortest there is, to show whoever has sent something else. */
  static final String SHORTEST = "{\"command\": \"status\", \"fleet\": \"prod\"}";

  private static final List<String> FIELDS =
      List.of("command", "fleet", "zone", "minutes", "dryRun", "reason");

  /** Events of AWS have one of these, in one case or another, and nobody writes it in an order. */
  private static final Set<String> OF_EVENTS =
      Set.of(
          "alarmdata",
          "awslogs",
          "detail",
          "detail-type",
          "event",
          "invokingevent",
          "lifecycletransition",
          "message",
          "records",
          "requesttype",
          "source",
          "time",
          "timestamp");

  private static final long DEFAULT_MINUTES = 30;
  private static final long MOST_MINUTES = 1440;

  private CommandReader() {}

  /** Whether somebody meant this payload as a command, however wrongly, and waits for an answer. */
  static boolean isMeant(Fields fields) {
    return fields.path().isEmpty()
        && (fields.names().stream().anyMatch(FIELDS::contains)
            || fields.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .noneMatch(OF_EVENTS::contains));
  }

  static Trigger.Command read(Fields fields) {
    Trigger.Verb verb =
        fields.oneOf("command", Trigger.Verb.values(), it -> it.toLowerCase(Locale.ROOT));
    for (String name : fields.names()) {
      if (!FIELDS.contains(name)) {
        throw new BadEvent(
            fields.path(name), "is no field of a command; allowed: " + String.join(", ", FIELDS));
      }
    }
    String fleet = fields.text("fleet", "the name of a fleet, a text");
    Optional<String> zone = zone(fields, verb);
    return new Trigger.Command(
        verb.name().toLowerCase(Locale.ROOT),
        zone.orElse(fleet),
        verb,
        fleet,
        zone,
        duration(fields),
        dryRun(fields),
        fields.has("reason") ? Optional.of(fields.text("reason", "a text")) : Optional.empty());
  }

  private static Optional<String> zone(Fields fields, Trigger.Verb verb) {
    boolean required =
        switch (verb) {
          case FAILOVER, FAILBACK, DRAIN -> true;
          case STATUS, PAUSE, RESUME, DOCTOR -> false;
        };
    return required || fields.has("zone")
        ? Optional.of(fields.text("zone", "an Availability Zone such as ap-northeast-1a"))
        : Optional.empty();
  }

  private static Duration duration(Fields fields) {
    if (!fields.has("minutes")) {
      return Duration.ofMinutes(DEFAULT_MINUTES);
    }
    if (fields.value("minutes") instanceof Long minutes
        && minutes >= 1
        && minutes <= MOST_MINUTES) {
      return Duration.ofMinutes(minutes);
    }
    throw BadEvent.wrong(
        fields.path("minutes"),
        fields.value("minutes"),
        "a whole number from 1 to " + MOST_MINUTES);
  }

  private static boolean dryRun(Fields fields) {
    if (!fields.has("dryRun")) {
      return false;
    }
    if (fields.value("dryRun") instanceof Boolean dryRun) {
      return dryRun;
    }
    throw BadEvent.wrong(fields.path("dryRun"), fields.value("dryRun"), "true or false");
  }
}
