package natfailover.aws;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import natfailover.aws.Failure.Meaning;
import natfailover.doctor.Picture.Permission;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Every AWS error code that we know, with its meaning; the one place that does. */
final class ErrorCodes {
  private static final String NO_SUCH_INSTANCE = "InvalidInstanceID.NotFound";

  private static final Set<String> THROTTLED =
      Set.of("RequestLimitExceeded", "Throttling", "ThrottlingException", "TooManyRequests");

  /** EC2 is eventually consistent: what was just made may not be found, or not be usable, yet. */
  private static final Set<String> NOT_YET =
      Set.of(
          NO_SUCH_INSTANCE,
          "InvalidNetworkInterfaceID.NotFound",
          "InvalidNatGatewayID.NotFound",
          "IncorrectState",
          "IncorrectInstanceState",
          "ResourceContention",
          "ScalingActivityInProgress");

  private static final Set<String> UNAVAILABLE =
      Set.of("InternalError", "InternalFailure", "ServiceUnavailable", "Unavailable");

  private static final Set<String> OVERTAKEN =
      Set.of("RouteAlreadyExists", "Resource.AlreadyAssociated");

  private ErrorCodes() {}

  /** Whether AWS refused because it does not know an instance, be it gone or not visible yet. */
  static boolean noSuchInstance(RuntimeException exception) {
    return failure(exception).code().equals(NO_SUCH_INSTANCE);
  }

  /** Whether AWS refused because a route table or an Elastic IP does not exist. */
  static boolean noSuchResource(RuntimeException exception) {
    String code = failure(exception).code();
    return code.equals("InvalidRouteTableID.NotFound")
        || code.equals("InvalidAllocationID.NotFound");
  }

  /** Whether AWS refused because what a route is to point at does not exist, or is cut off. */
  static boolean noSuchTarget(RuntimeException exception) {
    String code = failure(exception).code();
    return (code.endsWith("NotFound") && !code.startsWith("InvalidRoute"))
        || code.equals("Gateway.NotAttached");
  }

  /** Whether AWS refused to put an address somewhere for a reason that may be that it is gone. */
  static boolean perhapsNoSuchTarget(RuntimeException exception) {
    return Set.of("UnauthorizedOperation", "InvalidInstanceID").contains(failure(exception).code());
  }

  /** Whether AWS refused to delete a route since there is none. */
  static boolean noRouteToDelete(RuntimeException exception) {
    return failure(exception).code().equals("InvalidRoute.NotFound");
  }

  /** What EC2 answers to a trial of a call; empty where it says nothing of permissions. */
  static Optional<Permission> permission(RuntimeException exception) {
    return switch (failure(exception).code()) {
      case "DryRunOperation" -> Optional.of(Permission.GRANTED);
      case "UnauthorizedOperation", "AccessDenied" -> Optional.of(Permission.DENIED);
      default -> Optional.empty();
    };
  }

  /** What an exception means, be it the SDK's or of our own making. */
  static Failure failure(RuntimeException exception) {
    return switch (exception) {
      case AwsServiceException refusal when refusal.awsErrorDetails() != null -> refusal(refusal);
      case SdkException fault ->
          new Failure(
              fault.getClass().getSimpleName(),
              String.valueOf(fault.getMessage()),
              fault.retryable() || cut(fault) ? Meaning.TRANSIENT : Meaning.FINAL);
      default -> new Failure("OwnFault", String.valueOf(exception), Meaning.FINAL);
    };
  }

  private static Failure refusal(AwsServiceException refusal) {
    AwsErrorDetails details = refusal.awsErrorDetails();
    String code = String.valueOf(details.errorCode());
    String message = String.valueOf(details.errorMessage());
    Meaning meaning =
        refusal.isThrottlingException()
            ? Meaning.THROTTLED
            : meaning(code, message, refusal.statusCode());
    return new Failure(code, message, meaning);
  }

  /** The line was cut, or AWS did not answer in time; the SDK tells only by the cause. */
  private static boolean cut(SdkException fault) {
    return Stream.<Throwable>iterate(fault, Objects::nonNull, Throwable::getCause)
        .anyMatch(IOException.class::isInstance);
  }

  private static Meaning meaning(String code, String message, int status) {
    if (THROTTLED.contains(code)) {
      return Meaning.THROTTLED;
    }
    if (OVERTAKEN.contains(code)) {
      return Meaning.OVERTAKEN;
    }
    if (message.contains("There is no route defined for")) {
      return Meaning.NO_SUCH_ROUTE;
    }
    if (message.contains("No active Lifecycle Action found")) {
      return Meaning.NO_ACTIVE_LIFECYCLE_ACTION;
    }
    return NOT_YET.contains(code) || UNAVAILABLE.contains(code) || status >= 500
        ? Meaning.TRANSIENT
        : Meaning.FINAL;
  }
}
