package natfailover.lab.region;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What Lambda says of functions that run elsewhere: their aliases, and how often they may run. */
final class Functions {
  private final World world;
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, Integer> reserved = new HashMap<>();
  private int concurrency = 1000;

  Functions(World world) {
    this.world = world;
  }

  /** Has an alias stand for a version. */
  void alias(String function, String alias, String version) {
    aliases.put(function + ":" + alias, version);
  }

  void withoutAlias(String function, String alias) {
    aliases.remove(function + ":" + alias);
  }

  /** How many functions of the account may run at a time. */
  void concurrency(int most) {
    concurrency = most;
  }

  /** How many of them one function has for itself. */
  void reserve(String function, int executions) {
    reserved.put(function, executions);
  }

  String call(String action, Parameters parameters) {
    return switch (action) {
      case "GetAlias" -> alias(parameters).toString();
      case "GetAccountSettings" -> accountSettings().toString();
      case "GetFunctionConcurrency" -> concurrency(parameters).toString();
      default ->
          throw new ApiError(404, "ResourceNotFoundException", "There is no " + action + " here.");
    };
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode alias(Parameters parameters) {
    String name = parameters.required("FunctionName") + ":" + parameters.required("Name");
    String version = aliases.get(name);
    if (version == null) {
      throw new ApiError(
          404,
          "ResourceNotFoundException",
          "Cannot find alias arn: " + world.arn("lambda", "function:" + name));
    }
    return object()
        .put("AliasArn", world.arn("lambda", "function:" + name))
        .put("Name", parameters.required("Name"))
        .put("FunctionVersion", version);
  }

  private ObjectNode accountSettings() {
    int own = reserved.values().stream().mapToInt(Integer::intValue).sum();
    ObjectNode answer = object();
    answer
        .putObject("AccountLimit")
        .put("ConcurrentExecutions", concurrency)
        .put("UnreservedConcurrentExecutions", concurrency - own);
    return answer;
  }

  private ObjectNode concurrency(Parameters parameters) {
    Integer executions = reserved.get(parameters.required("FunctionName"));
    return executions == null
        ? object()
        : object().put("ReservedConcurrentExecutions", executions.intValue());
  }
}
