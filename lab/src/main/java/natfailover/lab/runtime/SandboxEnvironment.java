package natfailover.lab.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The variables that Lambda sets for a function; nothing of this process's own is among them. */
final class SandboxEnvironment {
  static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "AWS_ACCESS_KEY_ID",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_DEFAULT_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_FORMAT",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_LAMBDA_RUNTIME_API",
          "AWS_REGION",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "LAMBDA_RUNTIME_DIR",
          "LAMBDA_TASK_ROOT");

  private SandboxEnvironment() {}

  static Map<String, String> of(FunctionSettings settings, RuntimeApi api, String logStream) {
    Map<String, String> variables = new HashMap<>();
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.putAll(settings.environment());
    variables.put("_HANDLER", settings.handler());
    variables.put("AWS_REGION", settings.region());
    variables.put("AWS_DEFAULT_REGION", settings.region());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", settings.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", settings.version());
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(settings.memoryMegabytes()));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", settings.initialization().environmentValue());
    variables.put("AWS_LAMBDA_LOG_FORMAT", settings.logFormat().environmentValue());
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + settings.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
    variables.put("LAMBDA_TASK_ROOT", settings.taskRoot().toString());
    variables.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    variables.putAll(credentials(settings, api));
    return variables;
  }

  /** Keys frozen into a snapshot would expire, so SnapStart functions fetch theirs by HTTP. */
  private static Map<String, String> credentials(FunctionSettings settings, RuntimeApi api) {
    return switch (settings.initialization()) {
      case ON_DEMAND ->
          Map.of(
              "AWS_ACCESS_KEY_ID", settings.credentials().accessKeyId(),
              "AWS_SECRET_ACCESS_KEY", settings.credentials().secretAccessKey(),
              "AWS_SESSION_TOKEN", settings.credentials().sessionToken());
      case SNAP_START ->
          Map.of(
              "AWS_CONTAINER_CREDENTIALS_FULL_URI", api.credentialsUri(),
              "AWS_CONTAINER_AUTHORIZATION_TOKEN", api.credentialsToken());
    };
  }
}
