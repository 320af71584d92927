package natfailover.doctor;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which events a rule of EventBridge is for: the values that each field may have. A field within
 * another is named by its path; one that is not there may have any value.
 *
 * @param fields values as JSON, in which EventBridge can also be asked for more than texts
 */
public record EventPattern(Map<String, Set<String>> fields) {
  private static final String SOURCE = "source";
  private static final String DETAIL_TYPE = "detail-type";
  private static final String DETAIL = "detail.";

  /** Keeps an unmodifiable copy, in the same order: it is that of the texts about it. */
  public EventPattern {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static EventPattern events(String source, String... detailTypes) {
    return new EventPattern(Map.of()).and(SOURCE, source).and(DETAIL_TYPE, detailTypes);
  }

  EventPattern where(String detail, String... values) {
    return and(DETAIL + detail, values);
  }

  private EventPattern and(String field, String... values) {
    Map<String, Set<String>> more = new LinkedHashMap<>(fields);
    Set<String> texts = new LinkedHashSet<>();
    Arrays.stream(values).forEach(value -> texts.add('"' + value + '"'));
    more.put(field, texts);
    return new EventPattern(more);
  }

  /** The kinds of events that it names, as JSON. */
  Set<String> detailTypes() {
    return fields.getOrDefault(DETAIL_TYPE, Set.of());
  }

  /** Whether it is about events of another's source and of one kind, whatever else it asks for. */
  boolean concerns(EventPattern other, String detailType) {
    return lets(SOURCE, other.fields.getOrDefault(SOURCE, Set.of()))
        && lets(DETAIL_TYPE, Set.of(detailType));
  }

  private boolean lets(String field, Set<String> values) {
    return !fields.containsKey(field) || fields.getOrDefault(field, Set.of()).containsAll(values);
  }

  /** What it asks of events of the same kind that another does not ask; empty for nothing. */
  String narrowerThan(EventPattern other) {
    return fields.entrySet().stream()
        .filter(asked -> !asked.getKey().matches(SOURCE + "|" + DETAIL_TYPE))
        .filter(asked -> !(other.fields.containsKey(asked.getKey()) && letsAll(other, asked)))
        .map(asked -> asked.getKey() + " " + list(asked.getValue()))
        .collect(joining(", "));
  }

  private static boolean letsAll(EventPattern other, Map.Entry<String, Set<String>> asked) {
    return asked.getValue().containsAll(other.fields.getOrDefault(asked.getKey(), Set.of()));
  }

  /** What another asks of events that it lets pass; empty for nothing. */
  String widerThan(EventPattern other) {
    return other.fields.entrySet().stream()
        .filter(asked -> !(fields.containsKey(asked.getKey()) && asksNoMore(asked.getKey(), other)))
        .map(asked -> asked.getKey() + " " + list(asked.getValue()))
        .collect(joining(", "));
  }

  /** One rule may be about several sources and kinds of events. */
  private boolean asksNoMore(String field, EventPattern other) {
    return !field.startsWith(DETAIL)
        || other
            .fields
            .getOrDefault(field, Set.of())
            .containsAll(fields.getOrDefault(field, Set.of()));
  }

  /** As EventBridge takes it. */
  String json() {
    String plain =
        fields.entrySet().stream()
            .filter(field -> !field.getKey().startsWith(DETAIL))
            .map(field -> entry(field.getKey(), field.getValue()))
            .collect(joining(","));
    String detail =
        fields.entrySet().stream()
            .filter(field -> field.getKey().startsWith(DETAIL))
            .map(field -> entry(field.getKey().substring(DETAIL.length()), field.getValue()))
            .collect(joining(","));
    return "{" + plain + (detail.isEmpty() ? "" : ",\"detail\":{" + detail + "}") + "}";
  }

  private static String entry(String field, Set<String> values) {
    return "\"" + field + "\":" + list(values);
  }

  private static String list(Set<String> values) {
    return values.stream().collect(joining(",", "[", "]"));
  }
}
