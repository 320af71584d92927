package natfailover.prober;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value, strictly, by the JDK alone. */
final class JsonReader {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** Deeper than any request; a reader that calls itself must not be led to its stack's end. */
  private static final int DEEPEST = 16;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads a Map in the order of the text, List, String, Long where the number is whole and fits,
   * else Double, Boolean, or null.
   *
   * @throws BadRequest saying where the text stops being JSON
   */
  static @Nullable Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skipBlanks();
    if (reader.at < text.length()) {
      throw reader.broken("the end");
    }
    return value;
  }

  private @Nullable Object value() {
    skipBlanks();
    return switch (peek()) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::list);
      case '"' -> text();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Object nested(Supplier<Object> inner) {
    if (++depth > DEEPEST) {
      throw broken("less nesting");
    }
    at++;
    Object value = inner.get();
    depth--;
    return value;
  }

  private Object object() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (boolean more = !closes('}'); more; more = goesOn('}')) {
      skipBlanks();
      int where = at;
      String name = text();
      skipBlanks();
      expect(':');
      if (map.containsKey(name)) {
        at = where;
        throw broken("a name that has not been there before");
      }
      map.put(name, value());
    }
    return map;
  }

  private Object list() {
    List<@Nullable Object> list = new ArrayList<>();
    for (boolean more = !closes(']'); more; more = goesOn(']')) {
      list.add(value());
    }
    return list;
  }

  private boolean closes(char end) {
    skipBlanks();
    if (peek() != end) {
      return false;
    }
    at++;
    return true;
  }

  private boolean goesOn(char end) {
    if (closes(end)) {
      return false;
    }
    expect(',');
    return true;
  }

  private String text() {
    expect('"');
    StringBuilder read = new StringBuilder();
    while (peek() != '"') {
      if (peek() < ' ') {
        throw broken("a text that ends");
      }
      read.append(peek() == '\\' ? escaped() : text.charAt(at++));
    }
    at++;
    return read.toString();
  }

  private char escaped() {
    at++;
    int plain = "\"\\/bfnrt".indexOf(peek());
    if (plain >= 0) {
      at++;
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    expect('u');
    if (!text.substring(at, Math.min(at + 4, text.length())).matches("[0-9a-fA-F]{4}")) {
      throw broken("four hexadecimal digits");
    }
    at += 4;
    return (char) Integer.parseInt(text, at - 4, at, 16);
  }

  private Number number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw broken("a value");
    }
    at = number.end();
    boolean whole = number.group(2) == null && number.group(3) == null;
    if (whole) {
      try {
        return Long.valueOf(number.group());
      } catch (NumberFormatException _) {
        // Beyond a Long; no field of ours takes that, but its message can show it.
      }
    }
    return Double.valueOf(number.group());
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      throw broken("a value");
    }
    at += word.length();
    return meaning;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw broken("'" + wanted + "'");
    }
    at++;
  }

  /** The next character; 0 at the end, where no JSON goes on. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private BadRequest broken(String wanted) {
    return new BadRequest("is no JSON: at character " + (at + 1) + " there should be " + wanted);
  }
}
