package natfailover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.lang.reflect.Proxy;
import java.util.List;

/** Lambda's context: the time left, and a log to look into. */
public final class FakeContext {
  /** The ARN of the function as a rule invokes it. */
  public static final String FUNCTION =
      "arn:aws:lambda:eu-test-1:123456789012:function:controller:live";

  private FakeContext() {}

  /** A context that ends after a while and logs into a list. */
  public static Context of(int millisLeft, List<String> log) {
    LambdaLogger logger =
        (LambdaLogger)
            Proxy.newProxyInstance(
                LambdaLogger.class.getClassLoader(),
                new Class<?>[] {LambdaLogger.class},
                (_, _, arguments) -> {
                  log.add((String) arguments[0]);
                  return null;
                });
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> millisLeft;
                  case "getLogger" -> logger;
                  case "getInvokedFunctionArn" -> FUNCTION;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
