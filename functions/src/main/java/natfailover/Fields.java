package natfailover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, each known by its full path, so that an error can name it. */
final class Fields {
  // EC2 makes 8 or 17 digits; hand-made events carry other lengths.
  private static final Pattern INSTANCE_ID = Pattern.compile("i-[0-9a-f]{8,32}");

  private final String path;
  private final Map<?, ?> values;

  private Fields(String path, Map<?, ?> values) {
    this.path = path;
    this.values = values;
  }

  /**
   * @param path where the value stands; empty for the payload itself
   */
  static Fields of(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Fields(path, map);
    }
    throw BadEvent.wrong(path, value, whole(path));
  }

  /** What is allowed where an object has to be. */
  static String whole(String path) {
    return "one JSON object" + (path.isEmpty() ? " such as " + CommandReader.SHORTEST : "");
  }

  static boolean isInstanceId(String text) {
    return INSTANCE_ID.matcher(text).matches();
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  String path() {
    return path;
  }

  Map<?, ?> values() {
    return values;
  }

  Set<String> names() {
    return values.keySet().stream()
        .map(String::valueOf)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable Object value(String name) {
    return values.get(name);
  }

  /** The text of a field that has to be there and say something. */
  String text(String name, String allowed) {
    Object value = required(name, allowed);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw BadEvent.wrong(path(name), value, allowed);
  }

  /** The text of a field that may be missing, null or empty. */
  Optional<String> optionalText(String name) {
    return switch (value(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text).filter(it -> !it.isBlank());
      case Object other -> throw BadEvent.wrong(path(name), other, "a text");
    };
  }

  /** The text of a field that has to be one of these, to the letter. */
  String oneOf(String name, Collection<String> allowed) {
    String choices = String.join(", ", allowed);
    String text = text(name, choices);
    if (!allowed.contains(text)) {
      throw BadEvent.wrong(path(name), text, choices);
    }
    return text;
  }

  /** The constant that a field names, written as AWS and our commands write it. */
  <E extends Enum<E>> E oneOf(String name, E[] constants, UnaryOperator<String> spelling) {
    List<String> spellings = Arrays.stream(constants).map(it -> spelling.apply(it.name())).toList();
    return constants[spellings.indexOf(oneOf(name, spellings))];
  }

  String instance(String name) {
    String allowed = "an instance id such as i-0123456789abcdef0";
    String id = text(name, allowed);
    if (!isInstanceId(id)) {
      throw BadEvent.wrong(path(name), id, allowed);
    }
    return id;
  }

  /** The id of an instance, or nothing where the field is missing, null or empty. */
  Optional<String> optionalInstance(String name) {
    return optionalText(name).map(_ -> instance(name));
  }

  Fields object(String name) {
    return of(path(name), required(name, "one JSON object"));
  }

  Optional<Fields> optionalObject(String name) {
    return Optional.ofNullable(value(name)).map(value -> of(path(name), value));
  }

  /** A list of anything; empty where the field is missing or null. */
  List<?> list(String name) {
    return switch (value(name)) {
      case null -> List.of();
      case List<?> list -> list;
      case Object other -> throw BadEvent.wrong(path(name), other, "a list");
    };
  }

  /** The objects of a list; none where the field is missing or null. */
  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (Object element : list(name)) {
      objects.add(of(path(name) + "[" + objects.size() + "]", element));
    }
    return objects;
  }

  /** The texts of a list; none where the field is missing or null. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      if (!(element instanceof String text)) {
        throw BadEvent.wrong(path(name) + "[" + texts.size() + "]", element, "a text");
      }
      texts.add(text);
    }
    return texts;
  }

  private @Nullable Object required(String name, String allowed) {
    if (!has(name)) {
      throw BadEvent.missing(path(name), names(), allowed);
    }
    return value(name);
  }
}
