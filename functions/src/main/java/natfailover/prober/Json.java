package natfailover.prober;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON by the JDK alone; {@link JsonReader} reads it. */
final class Json {
  private Json() {}

  /**
   * Writes a value on one line: maps, lists, texts, whole numbers, booleans and null.
   *
   * @throws IllegalArgumentException naming any other type
   */
  static String write(@Nullable Object value) {
    StringBuilder json = new StringBuilder();
    write(json, value);
    return json.toString();
  }

  private static void write(StringBuilder json, @Nullable Object value) {
    switch (value) {
      case null -> json.append("null");
      case Boolean flag -> json.append(flag);
      case Long number -> json.append(number);
      case Integer number -> json.append(number);
      case String text -> writeText(json, text);
      case List<?> list -> {
        String separator = "[";
        for (Object element : list) {
          json.append(separator);
          write(json, element);
          separator = ",";
        }
        json.append(list.isEmpty() ? "[]" : "]");
      }
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.append(separator);
          writeText(json, String.valueOf(entry.getKey()));
          json.append(':');
          write(json, entry.getValue());
          separator = ",";
        }
        json.append(map.isEmpty() ? "{}" : "}");
      }
      default -> throw new IllegalArgumentException("no JSON for a " + value.getClass().getName());
    }
  }

  private static void writeText(StringBuilder json, String text) {
    json.append('"');
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ') {
        json.append(String.format("\\u%04x", (int) character));
      } else {
        json.append(character);
      }
    }
    json.append('"');
  }
}
