package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import natfailover.aws.Json;
import org.jspecify.annotations.Nullable;

/** Payloads as tests write them, and what they are read as. */
final class Payloads {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final Instant THEN = Instant.parse("2026-06-01T11:59:58Z");
  static final String NODE = "i-0123456789abcdef0";
  static final String PEER = "i-0fedcba9876543210";

  private Payloads() {}

  /** A JSON object of names and values in turn. */
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      object.put(String.valueOf(namesAndValues[at]), namesAndValues[at + 1]);
    }
    return object;
  }

  static Map<String, @Nullable Object> event(
      String source, String detailType, @Nullable Object detail) {
    return object(
        "source", source, "detail-type", detailType, "time", THEN.toString(), "detail", detail);
  }

  static List<Trigger> read(@Nullable Object payload) {
    return readText(Json.write(payload));
  }

  static List<Trigger> readText(String payload) {
    return Triggers.read(new ByteArrayInputStream(payload.getBytes(UTF_8)), NOW);
  }

  static Trigger one(@Nullable Object payload) {
    List<Trigger> triggers = read(payload);
    assertThat(triggers).hasSize(1);
    return triggers.getFirst();
  }

  static Trigger.NotUnderstood notUnderstood(@Nullable Object payload) {
    Trigger trigger = one(payload);
    assertThat(trigger).isInstanceOf(Trigger.NotUnderstood.class);
    return (Trigger.NotUnderstood) trigger;
  }

  static Map<String, @Nullable Object> sqs(String... bodies) {
    List<Object> records = new ArrayList<>();
    for (String body : bodies) {
      records.add(object("messageId", "m-1", "eventSource", "aws:sqs", "body", body));
    }
    return object("Records", records);
  }

  static Map<String, @Nullable Object> sns(String message) {
    Object notification = object("Type", "Notification", "Message", message);
    return object("Records", List.of(object("EventSource", "aws:sns", "Sns", notification)));
  }
}
