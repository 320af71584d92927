package natfailover.lab.region;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Access.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda says of functions that run elsewhere: their subnets, their aliases, whom these let
 * invoke them, and how often they may run.
 */
public final class Functions {
  private static final class Alias {
    /** The sources of the permissions, by statement. */
    private final Map<String, String> permissions = new LinkedHashMap<>();

    private final Map<String, Double> shares = new LinkedHashMap<>();
    private String version = "";
  }

  private record Connected(Map<String, String> tags, List<String> subnets) {}

  private final World world;
  private final Map<String, Connected> connected = new HashMap<>();
  private final Map<String, Alias> aliases = new HashMap<>();
  private int concurrency = 1000;

  Functions(World world) {
    this.world = world;
  }

  /** Has a function of these tags be in these subnets. */
  public void connect(String function, Map<String, String> tags, List<String> subnets) {
    connected.put(function, new Connected(Map.copyOf(tags), List.copyOf(subnets)));
  }

  /** What a call is evaluated for: where it is about an alias, for that. */
  Optional<Subject> subject(Parameters parameters) {
    String alias = parameters.text("Qualifier").map(name -> ":" + name).orElse("");
    return parameters
        .text("FunctionName")
        .map(name -> new Subject(arn(name + alias), tagged(connected.get(name))));
  }

  private static Map<String, List<String>> tagged(@Nullable Connected function) {
    Map<String, List<String>> context = new HashMap<>();
    if (function != null) {
      function
          .tags()
          .forEach((key, value) -> context.put("aws:ResourceTag/" + key, List.of(value)));
    }
    return context;
  }

  /** Has an alias stand for a version. */
  public void alias(String function, String alias, String version) {
    at(function, alias).version = version;
  }

  /** Has an alias send a share of its invocations to another version. */
  public void share(String function, String alias, String version, double share) {
    at(function, alias).shares.put(version, share);
  }

  /** Lets a rule of EventBridge invoke a function by its alias, as SAM does for each event. */
  public void permit(String function, String alias, String rule) {
    at(function, alias).permissions.put(rule, world.arn("events", "rule/" + rule));
  }

  /** Takes that back. */
  public void forbid(String function, String alias, String rule) {
    at(function, alias).permissions.remove(rule);
  }

  private Alias at(String function, String alias) {
    return aliases.computeIfAbsent(function + ":" + alias, _ -> new Alias());
  }

  /** Its permissions go with it. */
  public void removeAlias(String function, String alias) {
    aliases.remove(function + ":" + alias);
  }

  /** How many functions of the account may run at a time. */
  public void concurrency(int most) {
    concurrency = most;
  }

  String call(String action, Parameters parameters) {
    return switch (action) {
      case "GetAlias" -> alias(parameters).toString();
      case "GetPolicy" -> policy(parameters).toString();
      case "GetFunctionConfiguration" -> configuration(parameters).toString();
      case "GetAccountSettings" -> accountSettings().toString();
      // Whoever may; what it answers is its own.
      case "Invoke" -> object().toString();
      // No function here has a share of its own.
      case "GetFunctionConcurrency" -> object().toString();
      default -> throw missing("There is no " + action + " here.");
    };
  }

  private static ApiError missing(String message) {
    return new ApiError(404, "ResourceNotFoundException", message);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode alias(Parameters parameters) {
    String name = parameters.required("FunctionName") + ":" + parameters.required("Name");
    Alias alias = aliases.get(name);
    if (alias == null) {
      throw missing("Cannot find alias arn: " + arn(name));
    }
    ObjectNode answer =
        object()
            .put("AliasArn", arn(name))
            .put("Name", parameters.required("Name"))
            .put("FunctionVersion", alias.version);
    if (!alias.shares.isEmpty()) {
      ObjectNode weights = answer.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
      alias.shares.forEach(weights::put);
    }
    return answer;
  }

  private ObjectNode configuration(Parameters parameters) {
    String name = parameters.required("FunctionName");
    Connected found = connected.get(name);
    if (found == null) {
      throw missing("Function not found: " + arn(name));
    }
    ObjectNode answer = object().put("FunctionName", name).put("FunctionArn", arn(name));
    ArrayNode subnets = answer.putObject("VpcConfig").putArray("SubnetIds");
    found.subnets().forEach(subnets::add);
    return answer;
  }

  private ObjectNode policy(Parameters parameters) {
    String name = parameters.required("FunctionName") + ":" + parameters.required("Qualifier");
    Alias alias = aliases.get(name);
    if (alias == null || alias.permissions.isEmpty()) {
      throw missing("The resource you requested does not exist.");
    }
    ObjectNode policy = object().put("Version", "2012-10-17").put("Id", "default");
    ArrayNode statements = policy.putArray("Statement");
    alias.permissions.forEach(
        (sid, source) -> statements.add(statement(sid, source).put("Resource", arn(name))));
    return object().put("Policy", policy.toString()).put("RevisionId", "1");
  }

  private static ObjectNode statement(String sid, String source) {
    ObjectNode statement = object().put("Sid", sid).put("Effect", "Allow");
    statement.putObject("Principal").put("Service", "events.amazonaws.com");
    statement.put("Action", "lambda:InvokeFunction");
    statement.putObject("Condition").putObject("ArnLike").put("AWS:SourceArn", source);
    return statement;
  }

  private String arn(String name) {
    return world.arn("lambda", "function:" + name);
  }

  private ObjectNode accountSettings() {
    ObjectNode answer = object();
    answer
        .putObject("AccountLimit")
        .put("ConcurrentExecutions", concurrency)
        .put("UnreservedConcurrentExecutions", concurrency);
    return answer;
  }
}
