package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Which changed properties have a resource replaced, by CloudFormation's resource schemas. */
public final class Replacements {
  private static final String FILE = "replacements.json";

  private Replacements() {}

  /** Whether a property that only creation sets is another. */
  public static boolean replaced(String type, JsonNode before, JsonNode after) {
    return createOnly(type).stream()
        .map(property -> "/" + property)
        .anyMatch(property -> !before.at(property).equals(after.at(property)));
  }

  private static List<String> createOnly(String type) {
    try {
      JsonNode all = new ObjectMapper().readTree(Translated.resource(FILE));
      if (!all.has(type) && type.startsWith("AWS::")) {
        throw new IllegalStateException(FILE + " says nothing of " + type);
      }
      return StreamSupport.stream(all.path(type).spliterator(), false)
          .map(JsonNode::asText)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
