package natfailover;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One field of a payload is wrong: says which, what was found, and what is allowed. */
final class BadEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 60;

  private final String field;
  private final String sentence;

  /**
   * @param path the full path of the field; empty for the payload itself
   * @param fault what is wrong with it and what to do, a clause that follows the field's name
   */
  BadEvent(String path, String fault) {
    String named = path.isEmpty() ? "payload" : path;
    String said = named + " " + fault;
    super(said);
    this.field = named;
    this.sentence = said;
  }

  static BadEvent wrong(String path, @Nullable Object found, String allowed) {
    return new BadEvent(path, "is " + shown(found) + "; allowed: " + allowed);
  }

  static BadEvent missing(String path, Collection<String> present, String allowed) {
    return new BadEvent(path, "is missing (there is " + listed(present) + "); allowed: " + allowed);
  }

  String field() {
    return field;
  }

  /** The field, what is wrong with it and what to do. */
  String sentence() {
    return sentence;
  }

  /** A value as a message can show it: its kind and its beginning. */
  static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> "an object with " + listed(map.keySet());
      case List<?> list -> "a list of " + list.size();
      case String text -> "\"" + shortened(text) + "\"";
      default -> shortened(value.toString());
    };
  }

  private static String listed(Collection<?> names) {
    return names.isEmpty()
        ? "nothing"
        : shortened(String.join(", ", names.stream().map(String::valueOf).toList()));
  }

  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
