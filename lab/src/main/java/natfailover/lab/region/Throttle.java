package natfailover.lab.region;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The published token buckets: one per API, refilled as time goes. */
final class Throttle {
  private record Rate(double size, double refillPerSecond) {}

  private record Level(double tokens, Instant at) {}

  private static final Rate READ = new Rate(100, 20);
  private static final Rate WIDE_READ = new Rate(50, 10);
  private static final Rate WRITE = new Rate(50, 5);
  private static final Rate LARGE_WRITE = new Rate(100, 5);
  private static final Rate LAUNCH = new Rate(5, 2);

  /** Auto Scaling's figures are unpublished; these are of the usual size. */
  private static final Rate AUTOSCALING = new Rate(50, 5);

  private static final Set<String> WIDE =
      Set.of("DescribeInstances", "DescribeInstanceStatus", "DescribeNetworkInterfaces");
  private static final Set<String> LARGE =
      Set.of(
          "ModifyNetworkInterfaceAttribute",
          "AssignPrivateIpAddresses",
          "CreateNetworkInterface",
          "TerminateInstances");

  private final Map<String, Level> levels = new HashMap<>();

  /** Takes a token for the call, or answers AWS's refusal. */
  void admit(Request request, Instant now) {
    Rate rate = rate(request);
    String bucket = request.service() + request.action() + rate;
    Level level = levels.getOrDefault(bucket, new Level(rate.size(), now));
    double seconds = Duration.between(level.at(), now).toNanos() / 1e9;
    double tokens = Math.min(rate.size(), level.tokens() + seconds * rate.refillPerSecond());
    if (tokens < 1) {
      levels.put(bucket, new Level(tokens, now));
      throw request.service() == Service.EC2
          ? new ApiError(503, "RequestLimitExceeded", "Request limit exceeded.")
          : ApiError.of("Throttling", "Rate exceeded");
    }
    levels.put(bucket, new Level(tokens - 1, now));
  }

  private static Rate rate(Request request) {
    String action = request.action();
    if (request.service() != Service.EC2) {
      return AUTOSCALING;
    }
    if (request.reads()) {
      return WIDE.contains(action) && isWide(request.parameters()) ? WIDE_READ : READ;
    }
    return switch (action) {
      case "CreateTags" -> new Rate(100, 10);
      case "RunInstances", "StartInstances" -> LAUNCH;
      default -> LARGE.contains(action) ? LARGE_WRITE : WRITE;
    };
  }

  /** Neither filtered nor paginated nor by id. */
  private static boolean isWide(Map<String, String> parameters) {
    return parameters.keySet().stream()
        .noneMatch(
            name ->
                name.startsWith("Filter.")
                    || name.startsWith("InstanceId.")
                    || name.startsWith("NetworkInterfaceId.")
                    || name.equals("MaxResults"));
  }
}
