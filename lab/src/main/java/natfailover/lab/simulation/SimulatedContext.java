package natfailover.lab.simulation;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;

/** What Lambda tells a function of its invocation. */
record SimulatedContext(Duration left) implements Context {
  /** The log is the answer once more. */
  private static final LambdaLogger SILENT =
      new LambdaLogger() {
        @Override
        public void log(String message) {
          // Nobody reads it.
        }

        @Override
        public void log(byte[] message) {
          // Nobody reads it.
        }
      };

  @Override
  public String getAwsRequestId() {
    return "simulated";
  }

  @Override
  public String getLogGroupName() {
    return "simulated";
  }

  @Override
  public String getLogStreamName() {
    return "simulated";
  }

  @Override
  public String getFunctionName() {
    return "controller";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:ap-northeast-1:123456789012:function:controller:live";
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException("an event has no identity");
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException("an event has no client");
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) left.toMillis();
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }

  @Override
  public LambdaLogger getLogger() {
    return SILENT;
  }
}
