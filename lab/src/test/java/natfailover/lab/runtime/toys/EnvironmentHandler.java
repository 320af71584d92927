package natfailover.lab.runtime.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Answers with what it can see of the place where it runs. */
public final class EnvironmentHandler
    implements RequestHandler<Object, Map<String, Map<String, String>>> {
  @Override
  public Map<String, Map<String, String>> handleRequest(Object event, Context context) {
    return Map.of(
        "variables",
        new TreeMap<>(System.getenv()),
        "context",
        Map.of(
            "requestId", context.getAwsRequestId(),
            "arn", context.getInvokedFunctionArn(),
            "version", context.getFunctionVersion(),
            "memory", String.valueOf(context.getMemoryLimitInMB()),
            "remainingMillis", String.valueOf(context.getRemainingTimeInMillis()),
            "directory", Path.of("").toAbsolutePath().toString()));
  }
}
