package natfailover.lab.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One request of a node to the event bus, as it came over the wire. */
record NodeEvent(int status, Map<String, String> headers, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static NodeEvent parse(String line) {
    JsonNode request = read(line);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request
        .get("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return new NodeEvent(request.get("status").asInt(), headers, request.get("body").asText());
  }

  boolean taken() {
    return status == 200;
  }

  String source() {
    return entry().get("Source").asText();
  }

  String kind() {
    return entry().get("DetailType").asText();
  }

  JsonNode detail() {
    return read(entry().get("Detail").asText());
  }

  List<String> evidence() {
    return detail().get("evidence").valueStream().map(JsonNode::asText).toList();
  }

  List<String> carries() {
    return detail().get("carries").valueStream().map(JsonNode::asText).toList();
  }

  boolean mentions(String text) {
    return evidence().stream().anyMatch(line -> line.contains(text));
  }

  private JsonNode entry() {
    return read(body).get("Entries").get(0);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
