package natfailover.lab.runtime.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Fails as many times as the event says, then answers with the number of its calls. */
public final class FailingHandler implements RequestHandler<Integer, Integer> {
  private int calls;

  @Override
  public Integer handleRequest(Integer failures, Context context) {
    calls++;
    System.out.println("call " + calls + " for " + context.getAwsRequestId());
    if (calls <= failures) {
      throw new IllegalStateException("failure " + calls);
    }
    return calls;
  }
}
