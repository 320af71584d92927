package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * CloudFormation's intrinsic functions, worked out.
 *
 * @param values of parameters and pseudo parameters
 * @param attribute what a resource's reference (named {@code Ref}) or attribute is
 */
record Functions(JsonNode template, Map<String, String> values, BinaryOperator<String> attribute) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A node with all functions in it worked out; missing where nothing is to be. */
  JsonNode resolve(JsonNode node) {
    if (node instanceof ObjectNode object && object.size() == 1) {
      String name = object.fieldNames().next();
      if (name.equals("Ref") || name.startsWith("Fn::")) {
        return function(name, object.required(name));
      }
    }
    return switch (node) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> array(array);
      default -> node;
    };
  }

  private ObjectNode object(ObjectNode object) {
    ObjectNode resolved = JSON.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = resolve(field.getValue());
      if (!value.isMissingNode()) {
        resolved.set(field.getKey(), value);
      }
    }
    return resolved;
  }

  private ArrayNode array(ArrayNode array) {
    ArrayNode resolved = JSON.arrayNode();
    array.forEach(
        item -> {
          JsonNode value = resolve(item);
          if (!value.isMissingNode()) {
            resolved.add(value);
          }
        });
    return resolved;
  }

  private JsonNode function(String name, JsonNode argument) {
    return switch (name) {
      case "Ref" -> reference(argument.asText());
      case "Fn::GetAtt" -> text(attribute(argument));
      case "Fn::Sub" -> text(substitute(argument));
      case "Fn::If" -> resolve(argument.get(condition(argument.get(0).asText()) ? 1 : 2));
      case "Fn::Select" -> resolve(argument.get(1)).required(argument.get(0).asInt());
      case "Fn::Split" -> split(argument.get(0).asText(), resolve(argument.get(1)).asText());
      case "Fn::Join" ->
          text(String.join(argument.get(0).asText(), Formation.texts(resolve(argument.get(1)))));
      case "Fn::FindInMap" -> {
        List<String> path = Formation.texts(resolve(argument));
        JsonNode mapping = template.required("Mappings").required(path.get(0));
        yield mapping.required(path.get(1)).required(path.get(2));
      }
      default -> throw new IllegalArgumentException("the function " + name + " is not known");
    };
  }

  private JsonNode reference(String name) {
    return name.equals("AWS::NoValue") ? MissingNode.getInstance() : text(value(name));
  }

  private String value(String name) {
    String value = values.get(name);
    return value == null ? attribute.apply(name, "Ref") : value;
  }

  private String attribute(JsonNode argument) {
    if (argument.isTextual()) {
      String[] path = argument.asText().split("[.]", 2);
      return attribute.apply(path[0], path[1]);
    }
    return attribute.apply(argument.get(0).asText(), argument.get(1).asText());
  }

  private String substitute(JsonNode argument) {
    JsonNode given = argument.isArray() ? argument.get(1) : MissingNode.getInstance();
    String pattern = argument.isArray() ? argument.get(0).asText() : argument.asText();
    Matcher variables = VARIABLE.matcher(pattern);
    return variables.replaceAll(
        variable -> {
          String name = variable.group(1);
          JsonNode own = given.path(name);
          String value =
              !own.isMissingNode()
                  ? resolve(own).asText()
                  : name.contains(".") ? attribute(text(name)) : value(name);
          return Matcher.quoteReplacement(value);
        });
  }

  /** Whether a condition of the template holds. */
  boolean condition(String name) {
    return holds(template.required("Conditions").required(name));
  }

  boolean holds(JsonNode condition) {
    String name = condition.fieldNames().next();
    JsonNode argument = condition.required(name);
    return switch (name) {
      case "Condition" -> condition(argument.asText());
      case "Fn::Equals" ->
          resolve(argument.get(0)).asText().equals(resolve(argument.get(1)).asText());
      case "Fn::Not" -> !holds(argument.get(0));
      case "Fn::And" -> StreamSupport.stream(argument.spliterator(), false).allMatch(this::holds);
      case "Fn::Or" -> StreamSupport.stream(argument.spliterator(), false).anyMatch(this::holds);
      default -> throw new IllegalArgumentException("the condition " + name + " is not known");
    };
  }

  private static ArrayNode split(String separator, String text) {
    ArrayNode parts = JSON.arrayNode();
    List.of(text.split(Pattern.quote(separator), -1)).forEach(parts::add);
    return parts;
  }

  private static TextNode text(String value) {
    return TextNode.valueOf(value);
  }
}
