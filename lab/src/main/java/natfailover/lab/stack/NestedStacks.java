package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import natfailover.lab.template.Formation;
import natfailover.lab.template.Translated;

/** Stacks in stacks. */
final class NestedStacks implements Maker {
  private final Makers makers;
  private final Map<String, Stack> stacks = new HashMap<>();

  NestedStacks(Makers makers) {
    this.makers = makers;
  }

  @Override
  public Made create(String name, JsonNode properties) {
    Translated kind = Translated.nested(properties.required("TemplateURL").asText());
    Stack stack = new Stack(name, kind, makers);
    stacks.put(name, stack);
    return made(name, stack.create(Formation.parameters(properties)));
  }

  @Override
  public Made update(Made made, JsonNode before, JsonNode after) {
    return made(made.ref(), stack(made).change(Formation.parameters(after)));
  }

  @Override
  public void restore(Made made, JsonNode changed, JsonNode before) {
    stack(made).restore();
  }

  @Override
  public void clean(Made made) {
    stack(made).clean();
  }

  @Override
  public void delete(Made made, JsonNode properties) {
    stack(made).delete();
  }

  private Stack stack(Made made) {
    Stack stack = stacks.get(made.ref());
    if (stack == null) {
      throw new StackFailed("there is no stack " + made.ref());
    }
    return stack;
  }

  private static Made made(String name, Map<String, String> outputs) {
    Map<String, String> attributes = new HashMap<>();
    outputs.forEach((key, value) -> attributes.put("Outputs." + key, value));
    return new Made(name, attributes);
  }
}
