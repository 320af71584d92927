package natfailover.lab.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import natfailover.lab.region.Service;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;

/**
 * A client of the SDK whose every operation goes over a wire; what the SDK builds on operations,
 * such as paginators, is its own.
 */
final class WiredClient implements InvocationHandler {
  private final Service service;
  private final Wire wire;

  private WiredClient(Service service, Wire wire) {
    this.service = service;
    this.wire = wire;
  }

  /** A client of this kind, which is one of the service's. */
  static <T extends SdkClient> T of(Class<T> kind, Service service, Wire wire) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(), new Class<?>[] {kind}, new WiredClient(service, wire)));
  }

  @Override
  public @Nullable Object invoke(
      Object client, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    Class<?> answer = method.getReturnType();
    if (AwsResponse.class.isAssignableFrom(answer)
        && arguments != null
        && arguments.length == 1
        && arguments[0] instanceof AwsRequest request) {
      return wire.call(service, request, (SdkPojo) answer.getMethod("builder").invoke(null));
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(client, method, arguments);
    }
    if (method.getName().equals("close")) {
      return null; // Nothing is open.
    }
    throw new UnsupportedOperationException(method + " needs more than a wire");
  }
}
