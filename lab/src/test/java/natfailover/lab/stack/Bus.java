package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import natfailover.lab.region.Event;
import software.amazon.event.ruler.Machine;

/**
 * The default event bus: whether an event reaches a function by a rule that matches it, in
 * EventBridge's own matcher, and that may invoke that function.
 */
public final class Bus implements Predicate<Event> {
  private final Map<String, JsonNode> rules = new ConcurrentHashMap<>();
  private final Map<String, String> permissions = new ConcurrentHashMap<>();
  private final String target;

  /** The bus as seen by a target. */
  public Bus(String target) {
    this.target = target;
  }

  /** Adds what makes rules and permissions to the makers. */
  public void register(Makers makers) {
    makers.add("AWS::Events::Rule", new Rules());
    makers.add("AWS::Lambda::Permission", new Permissions());
  }

  @Override
  public boolean test(Event event) {
    return rules.entrySet().stream()
        .filter(rule -> rule.getValue().has("EventPattern") && reaches(rule))
        .anyMatch(rule -> matches(rule.getValue().required("EventPattern"), event));
  }

  /** Whether a schedule reaches the target. */
  public boolean scheduled() {
    return rules.entrySet().stream()
        .anyMatch(rule -> rule.getValue().has("ScheduleExpression") && reaches(rule));
  }

  private boolean reaches(Map.Entry<String, JsonNode> rule) {
    return target.equals(rule.getValue().at("/Targets/0/Arn").asText())
        && permissions.containsValue(rule.getKey() + " " + target);
  }

  private static boolean matches(JsonNode pattern, Event event) {
    try {
      Machine machine = Machine.builder().build();
      machine.addRule("rule", pattern.toString());
      return !machine.rulesForJSONEvent(event.json()).isEmpty();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    } catch (Exception e) {
      throw new IllegalStateException("the matcher failed on " + event, e);
    }
  }

  /** How many rules, schedules included, reach the target. */
  public Set<String> reaching() {
    Set<String> reaching = ConcurrentHashMap.newKeySet();
    rules.entrySet().stream().filter(this::reaches).forEach(rule -> reaching.add(rule.getKey()));
    return reaching;
  }

  private final class Rules implements Maker {
    @Override
    public Made create(String name, JsonNode properties) {
      String arn = Makers.arn("events", "rule/" + name);
      rules.put(arn, properties);
      return new Made(name, Map.of("Arn", arn));
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      rules.put(made.value("Arn"), after);
      return made;
    }

    @Override
    public void delete(Made made, JsonNode properties) {
      rules.remove(made.value("Arn"));
    }
  }

  private final class Permissions implements Maker {
    @Override
    public Made create(String name, JsonNode properties) {
      permissions.put(
          name,
          properties.required("SourceArn").asText()
              + " "
              + properties.required("FunctionName").asText());
      return new Made(name, Map.of());
    }

    @Override
    public void delete(Made made, JsonNode properties) {
      permissions.remove(made.ref());
    }
  }
}
