package natfailover.lab.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The changes of the templates that a test has to notice, one at a time. */
final class Mutations {
  private static final String STATEMENT = ".*/(AssumeRole)?PolicyDocument/Statement/\\d+";

  /** What is left out: where it is, as a regular expression. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "statement",
          STATEMENT,
          "action or resource among others",
          STATEMENT + ".*/(Action|Resource)/\\d+",
          "condition, or one of its values",
          STATEMENT + ".*/Condition/[^/]+/[^/]+(/\\d+)?",
          "rule or permission",
          "/Resources/(?!Prober)[^/]+",
          "event pattern, or one of its values",
          "/Resources/[^/]+/Properties/EventPattern/.*[^/]+",
          "what is waited for",
          "/Resources/[^/]+/(DependsOn(/\\d+)?|Metadata/After(/\\d+)?)",
          "policy of its own",
          "/Resources/[^/]+/(DeletionPolicy|UpdateReplacePolicy|UpdatePolicy(/.*)?)",
          "hook, or one of its fields",
          ".*/LifecycleHookSpecificationList(/\\d+(/[^/]+)?)?");

  /** What is put in the place of what: where it is, as a regular expression. */
  private static final Map<String, List<String>> PUT =
      Map.of(
          STATEMENT + "(/Fn::If/1)?/Resource",
          List.of("*"),
          "/Resources/[^/]+/(DeletionPolicy|UpdateReplacePolicy)",
          List.of("Retain", "Delete"),
          ".*/LifecycleHookSpecificationList/\\d+/DefaultResult",
          List.of("ABANDON", "CONTINUE"),
          ".*/LifecycleHookSpecificationList/\\d+/HeartbeatTimeout",
          List.of("30", "7200"),
          ".*/LifecycleHookSpecificationList/\\d+/LifecycleTransition",
          List.of("autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING"),
          ".*/AutoScalingRollingUpdate/[^/]+",
          List.of("0", "2"));

  private Mutations() {}

  static List<Mutation> all() {
    List<Mutation> all = new ArrayList<>();
    for (Translated each : Translated.values()) {
      JsonNode template = each.template();
      nodes(JsonPointer.compile("/Resources"), template.required("Resources"))
          .filter(at -> counts(template, at))
          .forEach(at -> all.addAll(of(each, template, at)));
    }
    return all;
  }

  private static Stream<JsonPointer> nodes(JsonPointer at, JsonNode node) {
    List<JsonPointer> inside = new ArrayList<>();
    node.properties().forEach(each -> inside.add(at.appendProperty(each.getKey())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      inside.add(at.appendIndex(i));
    }
    return inside.stream()
        .flatMap(each -> Stream.concat(Stream.of(each), nodes(each, node.at(rest(at, each)))));
  }

  /** The last step of the way to a node. */
  private static JsonPointer rest(JsonPointer outer, JsonPointer inner) {
    return JsonPointer.compile(inner.toString().substring(outer.toString().length()));
  }

  /** Of resources as a whole, those that lead events to the controller. */
  private static boolean counts(JsonNode template, JsonPointer at) {
    String type = template.at(at).path("Type").asText();
    return !at.toString().matches("/Resources/[^/]+")
        || type.matches("AWS::(Events::Rule|Lambda::Permission)");
  }

  private static List<Mutation> of(Translated template, JsonNode root, JsonPointer at) {
    List<Mutation> found = new ArrayList<>();
    String path = at.toString();
    if (LEFT_OUT.values().stream().anyMatch(path::matches)) {
      found.add(Mutation.without(template, at));
    }
    String now = root.at(at).asText();
    PUT.entrySet().stream()
        .filter(each -> path.matches(each.getKey()))
        .flatMap(each -> each.getValue().stream())
        .filter(value -> !value.equals(now))
        .forEach(value -> found.add(Mutation.with(template, at, value)));
    return found;
  }
}
