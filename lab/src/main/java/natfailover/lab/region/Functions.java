package natfailover.lab.region;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What Lambda says of functions that run elsewhere: their aliases, and how often they may run. */
final class Functions {
  private final World world;
  private final Map<String, String> aliases = new HashMap<>();
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

  String call(String action, Parameters parameters) {
    return switch (action) {
      case "GetAlias" -> alias(parameters).toString();
      case "GetAccountSettings" -> accountSettings().toString();
      // No function here has a share of its own.
      case "GetFunctionConcurrency" -> object().toString();
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
    ObjectNode answer = object();
    answer
        .putObject("AccountLimit")
        .put("ConcurrentExecutions", concurrency)
        .put("UnreservedConcurrentExecutions", concurrency);
    return answer;
  }
}
