package natfailover.aws;

import java.util.Set;
import natfailover.aws.Failure.Meaning;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Every AWS error code that we know, with its meaning; the one place that does. */
final class ErrorCodes {
  private static final Set<String> THROTTLED =
      Set.of("RequestLimitExceeded", "Throttling", "ThrottlingException", "TooManyRequests");

  /** EC2 is eventually consistent: what was just made may not be found, or not be usable, yet. */
  private static final Set<String> NOT_YET =
      Set.of(
          "InvalidInstanceID.NotFound",
          "InvalidNetworkInterfaceID.NotFound",
          "IncorrectState",
          "IncorrectInstanceState",
          "ResourceContention",
          "ScalingActivityInProgress");

  private static final Set<String> UNAVAILABLE =
      Set.of("InternalError", "InternalFailure", "ServiceUnavailable", "Unavailable");

  private ErrorCodes() {}

  /** What an exception of the SDK means. */
  static Failure failure(SdkException exception) {
    if (exception instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      AwsErrorDetails details = service.awsErrorDetails();
      String code = String.valueOf(details.errorCode());
      String message = String.valueOf(details.errorMessage());
      return new Failure(code, message, meaning(code, message, service.statusCode()));
    }
    Meaning meaning = exception.retryable() ? Meaning.TRANSIENT : Meaning.FINAL;
    return new Failure(
        exception.getClass().getSimpleName(), String.valueOf(exception.getMessage()), meaning);
  }

  private static Meaning meaning(String code, String message, int status) {
    if (THROTTLED.contains(code)) {
      return Meaning.THROTTLED;
    }
    if (code.equals("RouteAlreadyExists")) {
      return Meaning.ROUTE_EXISTS;
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
