package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import natfailover.lab.region.Event;
import software.amazon.event.ruler.Machine;

/** The template's rules that wake the controller, in EventBridge's own matcher. */
public final class WakingRules implements Predicate<Event> {
  private static final WakingRules DEPLOYED = new WakingRules(Translated.TEMPLATE.template());

  private final Machine machine = Machine.builder().build();

  /** The rules of a template as CloudFormation carries it out. */
  WakingRules(JsonNode template) {
    template.required("Resources").properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().equals("AWS::Events::Rule"))
        .filter(resource -> wakesTheController(resource.getValue()))
        .forEach(
            rule -> add(rule.getKey(), rule.getValue().at("/Properties/EventPattern").toString()));
  }

  /** Those of the template in this repository. */
  public static WakingRules deployed() {
    return DEPLOYED;
  }

  private static boolean wakesTheController(JsonNode rule) {
    return rule.at("/Properties").has("EventPattern")
        && rule.at("/Properties/Targets/0/Arn/Ref").asText().equals("ControllerAliaslive");
  }

  private void add(String name, String pattern) {
    try {
      machine.addRule(name, pattern);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the pattern of " + name + " cannot be read", unreadable);
    }
  }

  @Override
  public boolean test(Event event) {
    try {
      return !machine.rulesForJSONEvent(event.json()).isEmpty();
    } catch (Exception e) {
      throw new IllegalStateException("the matcher failed on " + event, e);
    }
  }
}
