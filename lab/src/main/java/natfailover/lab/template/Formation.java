package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.StreamSupport;
import natfailover.lab.region.RegionSettings;

/** A template with values for its parameters: which resources there are, and in which order. */
public final class Formation {
  private static final RegionSettings REGION = RegionSettings.defaults();

  /** Of a template without resources. */
  public static final Formation EMPTY =
      new Formation("empty", JsonNodeFactory.instance.objectNode(), Map.of());

  private final JsonNode template;
  private final Map<String, String> values;

  /** What the properties of a nested stack give for its parameters. */
  public static Map<String, String> parameters(JsonNode properties) {
    Map<String, String> parameters = new HashMap<>();
    properties
        .required("Parameters")
        .properties()
        .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
    return parameters;
  }

  /** The texts of a list. */
  public static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** A template with what is given for its parameters; the others have their defaults. */
  public Formation(String stack, JsonNode template, Map<String, String> given) {
    this.template = template;
    this.values = new HashMap<>(pseudo(stack));
    for (Map.Entry<String, JsonNode> parameter : template.path("Parameters").properties()) {
      values.put(parameter.getKey(), value(parameter, given));
    }
  }

  private static String value(Map.Entry<String, JsonNode> parameter, Map<String, String> given) {
    JsonNode declared = parameter.getValue();
    String value = given.get(parameter.getKey());
    if (value == null) {
      value = declared.required("Default").asText();
    }
    String pattern = declared.path("AllowedPattern").asText(".*");
    List<String> allowed = texts(declared.path("AllowedValues"));
    if (!value.matches(pattern) || !(allowed.isEmpty() || allowed.contains(value))) {
      throw new IllegalArgumentException(
          "%s is '%s': %s".formatted(parameter.getKey(), value, declared));
    }
    // The parameter's image: which one does not matter, only that another name is another image.
    boolean resolved = declared.path("Type").asText().startsWith("AWS::SSM::Parameter::Value");
    return resolved ? "ami-0%016x".formatted(0x9E3779B97F4A7C15L * value.hashCode()) : value;
  }

  private static Map<String, String> pseudo(String stack) {
    return Map.of(
        "AWS::StackName",
        stack,
        "AWS::Region",
        REGION.region(),
        "AWS::AccountId",
        REGION.account(),
        "AWS::Partition",
        "aws",
        "AWS::StackId",
        "arn:aws:cloudformation:%s:stack/".formatted(REGION.region()) + stack);
  }

  /** The values of the template's parameters. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }

  public String type(String id) {
    return resource(id).required("Type").asText();
  }

  /** The resources that are there as they were before, but of another type. */
  public List<String> retyped(Formation before) {
    return order().stream()
        .filter(before.order()::contains)
        .filter(id -> !type(id).equals(before.type(id)))
        .toList();
  }

  /** A resource's properties, by what the other resources' references and attributes are. */
  public JsonNode properties(String id, BinaryOperator<String> attribute) {
    return new Functions(template, values, attribute).resolve(resource(id).path("Properties"));
  }

  /** What one of a resource's own attributes, such as DeletionPolicy, comes to. */
  public String policy(String id, String name) {
    return own(id, name).asText();
  }

  /** One of a resource's own attributes, such as Metadata. */
  JsonNode own(String id, String name) {
    return functions().resolve(resource(id).path(name));
  }

  /** A stack's outputs. */
  public Map<String, String> outputs(BinaryOperator<String> attribute) {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> output : template.path("Outputs").properties()) {
      if (there(output.getValue())) {
        JsonNode value = output.getValue().required("Value");
        outputs.put(
            output.getKey(), new Functions(template, values, attribute).resolve(value).asText());
      }
    }
    return outputs;
  }

  /** The resources whose conditions hold, each after what it depends on. */
  public List<String> order() {
    Set<String> done = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> each : template.path("Resources").properties()) {
      if (there(each.getValue())) {
        visit(each.getKey(), done, new ArrayList<>());
      }
    }
    return List.copyOf(done);
  }

  private void visit(String id, Set<String> done, List<String> path) {
    if (path.contains(id)) {
      throw new IllegalStateException("a circle of dependencies: " + path + " " + id);
    }
    path.add(id);
    for (String needed : dependencies(id)) {
      if (!done.contains(needed)) {
        visit(needed, done, path);
      }
    }
    path.removeLast();
    done.add(id);
  }

  /** What a resource waits for: by DependsOn, and by whatever refers to another resource. */
  public Set<String> dependencies(String id) {
    Set<String> found = new LinkedHashSet<>();
    JsonNode declared = resource(id).path("DependsOn");
    found.addAll(declared.isTextual() ? List.of(declared.asText()) : texts(declared));
    new Functions(
            template,
            values,
            (other, attribute) -> {
              found.add(other);
              return other + "." + attribute;
            })
        .resolve(resource(id));
    found.removeIf(other -> !there(resource(other)));
    found.remove(id);
    return found;
  }

  private boolean there(JsonNode declared) {
    return !declared.has("Condition")
        || functions().condition(declared.required("Condition").asText());
  }

  private Functions functions() {
    return new Functions(template, values, (other, attribute) -> other + "." + attribute);
  }

  private JsonNode resource(String id) {
    return template.required("Resources").required(id);
  }
}
