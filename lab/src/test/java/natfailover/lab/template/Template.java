package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A template as it is written; {@code !Ref name} reads as an object that has the one field Ref. */
public record Template(JsonNode root) {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  public static Template read(String path) {
    try (Reader reader = Files.newBufferedReader(ROOT.resolve(path))) {
      return new Template(JSON.valueToTree(new Yaml(new Tagged()).load(reader)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public JsonNode resource(String id) {
    return root.required("Resources").required(id);
  }

  /** The patterns by the name of the event of a function, those of a schedule left out. */
  Map<String, String> patterns(String function) {
    Map<String, String> patterns = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> event :
        resource(function).at("/Properties/Events").properties()) {
      JsonNode pattern = event.getValue().at("/Properties/Pattern");
      if (!pattern.isMissingNode()) {
        patterns.put(event.getKey(), pattern.toString());
      }
    }
    return patterns;
  }

  /** A statement of a role's only policy. */
  JsonNode statement(String role, String id) {
    JsonNode statements =
        resource(role).at("/Properties/Policies/0/PolicyDocument").required("Statement");
    return StreamSupport.stream(statements.spliterator(), false)
        .filter(statement -> id.equals(statement.path("Sid").asText()))
        .findFirst()
        .orElseThrow();
  }

  /** Reads CloudFormation's short forms as the long ones. */
  private static final class Tagged extends SafeConstructor {
    Tagged() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              String name = node.getTag().getValue().substring(1);
              return Map.of(name, Tagged.this.content(node));
            }
          });
    }

    private Object content(Node node) {
      return switch (node) {
        case ScalarNode scalar -> scalar.getValue();
        case SequenceNode sequence -> constructSequence(sequence);
        case MappingNode mapping -> constructMapping(mapping);
        default -> throw new IllegalStateException("a tag on " + node);
      };
    }
  }
}
