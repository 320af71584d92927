package natfailover.lab.runtime.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Ends its process with the status that the event says. */
public final class ExitingHandler implements RequestHandler<Integer, Integer> {
  @Override
  public Integer handleRequest(Integer status, Context context) {
    System.exit(status);
    return status;
  }
}
