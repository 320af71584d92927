package natfailover;

import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import natfailover.aws.Json;
import org.jspecify.annotations.Nullable;

/**
 * The envelopes of SNS and SQS, opened by AWS's own classes. Nothing else may refer to these: they
 * cost a few hundred milliseconds to load, and the ways that matter for speed come without an
 * envelope.
 */
final class TriggerRecords {
  /** What was in an envelope, and its full path. */
  record Content(String path, String text) {}

  private TriggerRecords() {}

  /**
   * The content of one record, which is given to the deserializer alone, so that it fails alone.
   */
  static Content open(Fields entry) {
    String name = entry.has("EventSource") ? "EventSource" : "eventSource";
    return entry.oneOf(name, List.of("aws:sns", "aws:sqs")).equals("aws:sns")
        ? content(entry.path("Sns.Message"), notification(entry))
        : content(entry.path("body"), message(entry));
  }

  private static @Nullable String notification(Fields entry) {
    SNSEvent.SNS notification = read(entry, SNSEvent.class).getRecords().getFirst().getSNS();
    return notification == null ? null : notification.getMessage();
  }

  private static @Nullable String message(Fields entry) {
    return read(entry, SQSEvent.class).getRecords().getFirst().getBody();
  }

  private static Content content(String path, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new BadEvent(path, "is empty; allowed: the JSON of one event");
    }
    return new Content(path, text);
  }

  private static <T> T read(Fields entry, Class<T> type) {
    Map<Object, Object> record = new LinkedHashMap<>(entry.values());
    // Nothing to us, and one attribute in bad base64 would cost the whole message.
    record.remove("messageAttributes");
    String alone = Json.write(Map.of("Records", List.of(record)));
    try {
      ClassLoader loader = TriggerRecords.class.getClassLoader();
      return LambdaEventSerializers.<T>serializerFor(type, loader).fromJson(alone);
    } catch (RuntimeException broken) {
      // The library says "not readable" in several unrelated classes.
      throw new BadEvent(
          entry.path(), "is no record of a " + type.getSimpleName() + ": " + cause(broken));
    }
  }

  private static String cause(Throwable broken) {
    Throwable cause = broken;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    // Where a type does not fit, the library says so by Java's classes.
    return said.contains("java.") ? "a field of it has another type than AWS sends" : said;
  }
}
