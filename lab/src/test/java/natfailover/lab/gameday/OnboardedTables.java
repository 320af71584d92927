package natfailover.lab.gameday;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.stack.Made;
import natfailover.lab.stack.Maker;
import natfailover.lab.stack.Makers;
import natfailover.lab.stack.StackFailed;

/** The custom resources: for each the function that it names does the work and answers. */
final class OnboardedTables implements Maker, AutoCloseable {
  private static final String NAME = "Name";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<LambdaFunction> function;
  private final Makers makers;
  private final Map<String, StackResource> resources = new HashMap<>();
  private final List<StackResource> all = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  OnboardedTables(Supplier<LambdaFunction> function, Makers makers) {
    this.function = function;
    this.makers = makers;
  }

  /** What was said of requests that were carried out. */
  List<String> notes() {
    return notes;
  }

  /** One that fails is deleted like one that does not. */
  @Override
  public Made create(String name, JsonNode properties) {
    String stack = makers.stackOf(name);
    String own = name.substring(stack.split("/", -1)[1].length() + 1);
    StackResource resource = StackResource.of(function.get(), stack, own.replaceAll("-\\d+$", ""));
    resources.put(name, resource);
    all.add(resource);
    StackResource.Answer answer = resource.create(wanted(properties));
    if (!answer.success()) {
      resource.delete();
    }
    return made(name, answer);
  }

  @Override
  public Made update(Made made, JsonNode before, JsonNode after) {
    return made(name(made), resource(made, before).update(wanted(after)));
  }

  @Override
  public void delete(Made made, JsonNode properties) {
    made(name(made), resource(made, properties).delete());
  }

  private StackResource resource(Made made, JsonNode properties) {
    StackResource resource = resources.get(name(made));
    if (resource == null) {
      throw new StackFailed("there is no resource " + name(made));
    }
    return resource.known(made.ref(), wanted(properties));
  }

  private static String name(Made made) {
    return made.attributes().getOrDefault(NAME, "");
  }

  private static Map<String, Object> wanted(JsonNode properties) {
    return JSON.convertValue(properties, new TypeReference<Map<String, Object>>() {});
  }

  private Made made(String name, StackResource.Answer answer) {
    if (!answer.success()) {
      throw new StackFailed(name + ": " + answer.reason());
    }
    notes.add(answer.reason());
    return new Made(answer.physicalId(), Map.of(NAME, name));
  }

  @Override
  public void close() {
    all.forEach(StackResource::close);
  }
}
