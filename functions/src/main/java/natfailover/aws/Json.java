package natfailover.aws;

import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** JSON to plain values and back, by the parser that the AWS SDK brings along anyway. */
public final class Json {
  private Json() {}

  /** The text is no JSON; the message says where it stops being one. */
  public static final class NotJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
      super(message);
    }
  }

  /**
   * Reads one JSON value: a Map in the order of the text, List, String, Long where the number is
   * whole and fits, else BigDecimal, Boolean, or null.
   *
   * @throws NotJson when the text is empty, broken, or goes on after the value
   */
  public static @Nullable Object parse(String text) {
    List<JsonNode> values;
    try {
      // The parser stops after the first value; within brackets it has to read to the end.
      values = JsonNode.parser().parse("[" + text + "]").asArray();
    } catch (UncheckedIOException broken) {
      throw new NotJson(firstLine(broken));
    }
    if (values.size() != 1) {
      throw new NotJson(values.isEmpty() ? "there is nothing" : "there is more than one value");
    }
    return plain(values.getFirst());
  }

  /**
   * Writes a value as JSON on one line: maps, records (by their components), iterables, texts,
   * numbers, booleans, instants (ISO-8601), enums (by name) and null. An empty Optional is null, or
   * left out when it is a record's component.
   *
   * @throws IllegalArgumentException naming any other type
   */
  public static String write(@Nullable Object value) {
    JsonWriter writer = JsonWriter.create();
    write(writer, value);
    return new String(writer.getBytes(), StandardCharsets.UTF_8);
  }

  private static String firstLine(UncheckedIOException broken) {
    Throwable cause = broken.getCause() == null ? broken : broken.getCause();
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    int position = message.indexOf(" (start marker at");
    return position < 0 ? message : message.substring(0, position);
  }

  private static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.asObject().forEach((name, value) -> map.put(name, plain(value)));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.asArray().forEach(value -> list.add(plain(value)));
      return list;
    }
    if (node.isString()) {
      return node.asString();
    }
    if (node.isNumber()) {
      return number(node.asNumber());
    }
    return node.isBoolean() ? (Object) node.asBoolean() : null;
  }

  private static Number number(String digits) {
    try {
      BigDecimal number = new BigDecimal(digits);
      boolean whole = number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE;
      return whole ? (Number) number.longValue() : number;
    } catch (NumberFormatException beyond) {
      throw new NotJson("a number has an exponent beyond every measure");
    }
  }

  private static void write(JsonWriter writer, @Nullable Object value) {
    switch (value) {
      case null -> writer.writeNull();
      case CharSequence text -> writer.writeValue(text.toString());
      case Boolean flag -> writer.writeValue(flag.booleanValue());
      case Instant instant -> writer.writeValue(instant.toString());
      case Enum<?> constant -> writer.writeValue(constant.name());
      case Optional<?> optional -> write(writer, optional.orElse(null));
      // As a number: the writer's own writeValue(BigDecimal) makes a text of it.
      case Integer _, Long _, Short _, BigInteger _, BigDecimal _ ->
          writer.writeNumber(value.toString());
      case Double number when Double.isFinite(number) -> writer.writeNumber(number.toString());
      case Map<?, ?> map -> writeMap(writer, map);
      case Iterable<?> list -> {
        writer.writeStartArray();
        list.forEach(element -> write(writer, element));
        writer.writeEndArray();
      }
      case Record components -> writeMap(writer, components(components));
      default -> throw new IllegalArgumentException("no JSON for a " + value.getClass().getName());
    }
  }

  private static void writeMap(JsonWriter writer, Map<?, ?> map) {
    writer.writeStartObject();
    map.forEach(
        (name, value) -> {
          writer.writeFieldName(String.valueOf(name));
          write(writer, value);
        });
    writer.writeEndObject();
  }

  private static Map<String, @Nullable Object> components(Record value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part = component(value, component);
      if (!(part instanceof Optional<?> optional && optional.isEmpty())) {
        map.put(component.getName(), part);
      }
    }
    return map;
  }

  private static @Nullable Object component(Record value, RecordComponent component) {
    try {
      // A record nested in a package-private type is public by name only.
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalArgumentException("cannot read " + component, unreadable);
    }
  }
}
