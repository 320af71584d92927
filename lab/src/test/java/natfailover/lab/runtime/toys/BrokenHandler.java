package natfailover.lab.runtime.toys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Cannot be constructed. */
public final class BrokenHandler implements RequestHandler<String, String> {
  public BrokenHandler() {
    throw new IllegalArgumentException("FLEET: not set");
  }

  @Override
  public String handleRequest(String event, Context context) {
    return event;
  }
}
