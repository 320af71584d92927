package natfailover;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import natfailover.aws.Json;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever Lambda hands over into triggers.
 *
 * <p>The shapes, told apart in this order:
 *
 * <table>
 *   <caption>Shapes of a payload</caption>
 *   <tr><th>has the field</th><th>is</th></tr>
 *   <tr><td>Records</td><td>an envelope of SNS or SQS, a payload in each record</td></tr>
 *   <tr><td>command</td><td>an order, only as the invocation's own payload</td></tr>
 *   <tr><td>detail-type</td><td>an event of EventBridge</td></tr>
 *   <tr><td>alarmData</td><td>an alarm's Lambda action</td></tr>
 *   <tr><td>LifecycleTransition, Event</td><td>a bare body of Auto Scaling</td></tr>
 *   <tr><td>Type, Message</td><td>a notification of SNS within a queue</td></tr>
 *   <tr><td>RequestType</td><td>a custom resource of CloudFormation: Onboarding's</td></tr>
 * </table>
 */
final class Triggers {
  private static final String UNKNOWN = "unknown";

  /** How an event begins, and a list of them, as one of EventBridge's pipes hands it over. */
  private static final Pattern OF_OBJECTS = Pattern.compile("\\s*(\\[\\s*)?\\{");

  private final Instant now;

  private Triggers(Instant now) {
    this.now = now;
  }

  /**
   * One trigger per record of an envelope, per instance that an event names, else one.
   *
   * <p>Never throws for what the payload says: a record that is wrong becomes a {@code
   * NotUnderstood}, and the others go on.
   *
   * @param now the latest time that an event can have
   */
  static List<Trigger> read(InputStream payload, Instant now) {
    try {
      String text = new String(payload.readAllBytes(), StandardCharsets.UTF_8);
      return new Triggers(now).payload("", text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private List<Trigger> payload(String path, String text) {
    Fields fields;
    try {
      fields = Fields.of(path, json(path, text));
    } catch (BadEvent bad) {
      // An event may have been cut off; whatever begins otherwise comes from somebody's hand.
      boolean byHand = path.isEmpty() && !OF_OBJECTS.matcher(text).lookingAt();
      return notUnderstood(UNKNOWN, bad, byHand);
    }
    String kind = kind(fields);
    try {
      return shape(fields, kind);
    } catch (BadEvent bad) {
      return notUnderstood(kind, bad, CommandReader.isMeant(fields));
    }
  }

  private static @Nullable Object json(String path, String text) {
    if (text.isBlank()) {
      throw new BadEvent(path, "is empty; allowed: " + Fields.whole(path));
    }
    try {
      return Json.parse(text);
    } catch (Json.NotJson broken) {
      throw new BadEvent(
          path,
          "is "
              + BadEvent.shown(text)
              + ", which is no JSON: "
              + broken.getMessage()
              + "; allowed: "
              + Fields.whole(path));
    }
  }

  private List<Trigger> shape(Fields fields, String kind) {
    if (fields.has("Records")) {
      return records(fields);
    }
    if (fields.has("command")) {
      return List.of(command(fields));
    }
    if (fields.has("detail-type")) {
      String detailType = fields.text("detail-type", "the detail-type of an event");
      return TriggerDetailTypes.read(event(detailType, fields, "time"));
    }
    if (fields.has("alarmData")) {
      return TriggerAlarm.action(event(TriggerAlarm.STATE_CHANGE, fields, "time"));
    }
    if (TriggerAutoScaling.isBareBody(fields)) {
      return TriggerAutoScaling.bareBody(event(kind, fields, "Time"));
    }
    if (fields.has("Type") && fields.has("Message")) {
      return payload(fields.path("Message"), fields.text("Message", "the JSON of one event"));
    }
    throw unknown(fields);
  }

  private TriggerEvent event(String kind, Fields fields, String time) {
    return new TriggerEvent(kind, fields, TriggerTime.read(fields.value(time), now));
  }

  private List<Trigger> records(Fields fields) {
    List<?> entries = fields.list("Records");
    if (entries.isEmpty()) {
      throw BadEvent.wrong(fields.path("Records"), entries, "at least one record");
    }
    List<Trigger> triggers = new ArrayList<>();
    for (int at = 0; at < entries.size(); at++) {
      triggers.addAll(entry(fields.path("Records") + "[" + at + "]", entries.get(at)));
    }
    return triggers;
  }

  private List<Trigger> entry(String path, @Nullable Object entry) {
    try {
      TriggerRecords.Content content = TriggerRecords.open(Fields.of(path, entry));
      return payload(content.path(), content.text());
    } catch (BadEvent bad) {
      return notUnderstood(UNKNOWN, bad, false);
    }
  }

  /** Whoever may publish to a topic or a queue is not thereby an operator. */
  private static Trigger.Command command(Fields fields) {
    if (fields.path().isEmpty()) {
      return CommandReader.read(fields);
    }
    throw new BadEvent(
        fields.path("command"), "is not taken from a message; invoke the function with it");
  }

  private static BadEvent unknown(Fields fields) {
    if (fields.has("RequestType")) {
      return new BadEvent(
          fields.path("RequestType"),
          "belongs to a custom resource of CloudFormation, which goes to the Onboarding function");
    }
    String wanted =
        "an event with source and detail-type, a message of Auto Scaling, or a command such as "
            + CommandReader.SHORTEST;
    String first = CommandReader.isMeant(fields) ? "command" : "source";
    String lacking = fields.has("source") ? "detail-type" : first;
    return BadEvent.missing(fields.path(lacking), fields.names(), wanted);
  }

  /** What to call it in a report, before anything about it is known to be right. */
  private static String kind(Fields fields) {
    for (String name :
        List.of("detail-type", "LifecycleTransition", "Event", "command", "RequestType")) {
      if (fields.value(name) instanceof String text && !text.isBlank()) {
        return BadEvent.shortened(text);
      }
    }
    return fields.has("alarmData") ? TriggerAlarm.STATE_CHANGE : UNKNOWN;
  }

  private static List<Trigger> notUnderstood(String kind, BadEvent bad, boolean command) {
    return List.of(new Trigger.NotUnderstood(kind, "", bad.field(), bad.sentence(), command));
  }
}
