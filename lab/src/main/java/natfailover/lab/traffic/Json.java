package natfailover.lab.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the programs of a load say to each other: one JSON value a line. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing " + value.getClass(), e);
    }
  }

  static <T> T read(String text, TypeReference<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not the answer that was asked for: " + text, e);
    }
  }

  /** Says a value on standard output. */
  static void say(Object value) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.println(text(value));
    out.flush();
  }
}
