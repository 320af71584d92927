package natfailover.lab.region;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** EventBridge on the default bus: events, each taken or refused by itself, and rules. */
final class EventActions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final World world;
  private final RuleActions rules;

  EventActions(World world) {
    this.world = world;
    this.rules = new RuleActions(world);
  }

  String call(String action, String body) {
    if (!action.equals("PutEvents")) {
      return rules.call(action, parse(body));
    }
    JsonNode entries = parse(body).path("Entries");
    if (entries.isEmpty() || entries.size() > 10) {
      throw ApiError.of(
          "ValidationException", "PutEvents takes 1 to 10 entries, not " + entries.size());
    }
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    int failed = 0;
    for (JsonNode entry : entries) {
      ObjectNode answer = answers.addObject();
      try {
        answer.put("EventId", put(entry));
      } catch (ApiError refused) {
        answer.put("ErrorCode", refused.code()).put("ErrorMessage", refused.message());
        failed++;
      }
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("FailedEntryCount", failed);
    all.set("Entries", answers);
    return all.toString();
  }

  static String error(ApiError error) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return body.put("__type", error.code()).put("message", error.message()).toString();
  }

  private String put(JsonNode entry) {
    String source = required(entry, "Source");
    String detailType = required(entry, "DetailType");
    if (source.startsWith("aws.")) {
      throw ApiError.of(
          "NotAuthorizedForSourceException", "Not authorized for the source " + source + ".");
    }
    List<String> resources = new ArrayList<>();
    entry.path("Resources").forEach(resource -> resources.add(resource.asText()));
    return world.emit(source, detailType, resources, detail(required(entry, "Detail")));
  }

  private static ObjectNode detail(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode detail) {
        return detail;
      }
    } catch (JsonProcessingException _) {
      // The same refusal as for JSON that is not an object.
    }
    throw ApiError.of("MalformedDetail", "Detail is malformed.");
  }

  private static String required(JsonNode entry, String name) {
    String text = entry.path(name).asText();
    if (text.isEmpty()) {
      throw ApiError.of(
          "InvalidArgument", "Parameter " + name + " is not valid. Reason: it is required.");
    }
    return text;
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException _) {
      throw ApiError.of("SerializationException", "The body is not JSON");
    }
  }
}
