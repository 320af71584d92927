package natfailover.lab.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * One change of a translated template.
 *
 * @param instead what is to stand there; missing when nothing is
 */
record Mutation(Translated template, JsonPointer at, JsonNode instead) {
  /** Without what stands there. */
  static Mutation without(Translated template, JsonPointer at) {
    return new Mutation(template, at, MissingNode.getInstance());
  }

  static Mutation with(Translated template, JsonPointer at, String instead) {
    return new Mutation(template, at, TextNode.valueOf(instead));
  }

  /** The template with this change. */
  JsonNode applied() {
    JsonNode changed = template.template().deepCopy();
    switch (changed.at(at.head())) {
      case ObjectNode object when instead.isMissingNode() ->
          object.remove(at.last().getMatchingProperty());
      case ObjectNode object -> object.set(at.last().getMatchingProperty(), instead);
      case ArrayNode array when instead.isMissingNode() ->
          array.remove(at.last().getMatchingIndex());
      case ArrayNode array -> array.set(at.last().getMatchingIndex(), instead);
      case JsonNode other -> throw new IllegalStateException(other + " has nothing at " + at);
    }
    return changed;
  }

  @Override
  public String toString() {
    JsonNode now = template.template().at(at);
    String named = now.has("Sid") ? " (" + now.get("Sid").asText() + ")" : "";
    String what = now.isValueNode() ? " " + now.asText() : named;
    String how = instead.isMissingNode() ? "without " : "with " + instead.asText() + " as ";
    return "%s: %s%s%s"
        .formatted(template.source(), how, at.toString().replace("/Resources/", ""), what);
  }
}
