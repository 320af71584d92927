package natfailover.lab.gameday;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.function.Supplier;
import natfailover.lab.stack.Made;
import natfailover.lab.stack.Maker;
import natfailover.lab.stack.StackFailed;

/** The custom resource: the function that it names does the work and answers. */
record OnboardedTables(Supplier<StackResource> function) implements Maker {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Made create(String name, JsonNode properties) {
    StackResource.Answer answer = function.get().create(wanted(properties));
    if (!answer.success()) {
      // What has a name is deleted, also where its creation has failed.
      made(function.get().delete());
    }
    return made(answer);
  }

  @Override
  public Made update(Made made, JsonNode before, JsonNode after) {
    return made(function.get().update(wanted(after)));
  }

  @Override
  public void delete(Made made, JsonNode properties) {
    made(function.get().delete());
  }

  private static Map<String, Object> wanted(JsonNode properties) {
    return JSON.convertValue(properties, new TypeReference<Map<String, Object>>() {});
  }

  private static Made made(StackResource.Answer answer) {
    if (!answer.success()) {
      throw new StackFailed(answer.reason());
    }
    return new Made(answer.physicalId(), Map.of());
  }
}
