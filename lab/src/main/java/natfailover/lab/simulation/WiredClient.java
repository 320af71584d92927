package natfailover.lab.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import natfailover.lab.region.ApiError;
import natfailover.lab.region.Service;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * A client of the SDK whose every operation goes over a wire; what the SDK builds on operations,
 * such as paginators, is its own.
 */
final class WiredClient implements InvocationHandler {
  private final Service service;
  private final Wire wire;
  private final SdkAnswer answers;

  private WiredClient(Service service, Wire wire, SdkAnswer answers) {
    this.service = service;
    this.wire = wire;
    this.answers = answers;
  }

  /** A client of this kind, which is one of the service's. */
  static <T extends SdkClient> T of(Class<T> kind, Service service, Wire wire, SdkAnswer answers) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(), new Class<?>[] {kind}, new WiredClient(service, wire, answers)));
  }

  @Override
  public @Nullable Object invoke(
      Object client, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    Class<?> answer = method.getReturnType();
    if (AwsResponse.class.isAssignableFrom(answer)
        && arguments != null
        && arguments.length == 1
        && arguments[0] instanceof AwsRequest request) {
      return call(request, answer);
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(client, method, arguments);
    }
    if (method.getName().equals("close")) {
      return null; // Nothing is open.
    }
    throw new UnsupportedOperationException(method + " needs more than a wire");
  }

  /** The request in, the answer out, or the SDK's exception. */
  private Object call(AwsRequest request, Class<?> answer) {
    try {
      return answers.of(answer, wire.send(SdkQuery.of(service, request)));
    } catch (ApiError error) {
      throw Ec2Exception.builder()
          .message(error.message())
          .statusCode(error.status())
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode(error.code())
                  .errorMessage(error.message())
                  .build())
          .build();
    }
  }
}
