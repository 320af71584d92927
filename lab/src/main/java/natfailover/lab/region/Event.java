package natfailover.lab.region;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An EventBridge event: the complete document as a rule's target receives it.
 *
 * @param at when it was emitted; the document's own {@code time} has whole seconds, as AWS sends it
 */
public record Event(Instant at, JsonNode document) {
  public String source() {
    return document.path("source").asText();
  }

  public String detailType() {
    return document.path("detail-type").asText();
  }

  public JsonNode detail() {
    return document.path("detail");
  }

  public String json() {
    return document.toString();
  }
}
