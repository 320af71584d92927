package natfailover.lab.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A logical id keeps its type for ever: CloudFormation refuses an update of a deployed stack that
 * makes one thing another. What is to be of another type needs another name.
 */
class TypesTest {
  @Test
  void noLogicalIdIsOfAnotherTypeThanItEverWas() throws IOException {
    Set<String> now = new TreeSet<>();
    for (Translated each : Translated.values()) {
      for (Map.Entry<String, JsonNode> resource :
          each.template().required("Resources").properties()) {
        // Their names are of what is in them.
        if (!resource.getKey().startsWith("ControllerVersion")) {
          now.add(
              "%s %s %s"
                  .formatted(
                      each.name().toLowerCase(Locale.ROOT),
                      resource.getKey(),
                      resource.getValue().required("Type").asText()));
        }
      }
    }
    assertThat(ever())
        .as("types.txt, in which a new logical id is entered, and from which none is taken out")
        .containsAll(now);
    assertThat(ever().stream().map(line -> line.replaceFirst(" \\S+$", "")).toList())
        .doesNotHaveDuplicates();
  }

  private static Set<String> ever() throws IOException {
    try (InputStream file = TypesTest.class.getResourceAsStream("/template/types.txt")) {
      String all = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      return all.lines().collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
