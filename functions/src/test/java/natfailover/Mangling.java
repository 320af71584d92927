package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import natfailover.aws.Json;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** JSON that somebody got nearly right. */
final class Mangling {
  /** What stands in for a value: every type of JSON, and texts that nearly fit. */
  private static final List<Object> STRANGE =
      Arrays.asList(
          null,
          true,
          5L,
          -1e18,
          "",
          "{}",
          "[",
          "i-",
          "aws.ec2",
          "AWS Health Event",
          "null",
          List.of(),
          Arrays.asList((Object) null),
          Map.of(),
          Map.of("command", 1L));

  private Mangling() {}

  /** The names of real events. */
  static Arbitrary<String> events() {
    return Arbitraries.of(
        EventFilesTest.files().stream().filter(file -> file.endsWith(".json")).toList());
  }

  /** The text of a real event. */
  static String text(String file) {
    return new String(EventFilesTest.bytes(file), UTF_8);
  }

  /** A few of them. */
  static Arbitrary<List<Object>> strange() {
    return Arbitraries.of(STRANGE).list().ofMinSize(1).ofMaxSize(3);
  }

  /** Each value in some place of the tree; a null drops a field instead. */
  static String mangled(String json, int place, List<Object> values) {
    String text = json;
    for (Object value : values) {
      Object tree = Json.parse(text);
      List<Runnable> places = new ArrayList<>();
      collect(tree, value, places);
      if (!places.isEmpty()) {
        places.get(Math.floorMod(place, places.size())).run();
      }
      text = Json.write(tree);
    }
    return text;
  }

  @SuppressWarnings("unchecked")
  private static void collect(@Nullable Object tree, @Nullable Object value, List<Runnable> into) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> fields = (Map<String, @Nullable Object>) map;
      fields.forEach(
          (name, inner) -> {
            into.add(value == null ? () -> fields.remove(name) : () -> fields.put(name, value));
            collect(inner, value, into);
          });
    } else if (tree instanceof List<?> list) {
      List<@Nullable Object> elements = (List<@Nullable Object>) list;
      for (int at = 0; at < elements.size(); at++) {
        int here = at;
        into.add(() -> elements.set(here, value));
        collect(elements.get(at), value, into);
      }
    }
  }
}
