package natfailover.lab.runtime.toys;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Answers with all that has happened to it, and fails in the hook that its variable names. */
public final class SnapStartHandler implements RequestHandler<String, String>, Resource {
  private final List<String> steps = new ArrayList<>();

  public SnapStartHandler() {
    step("constructed");
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    step("beforeCheckpoint");
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    step("afterRestore");
  }

  @Override
  public String handleRequest(String event, com.amazonaws.services.lambda.runtime.Context context) {
    step(event);
    return String.join(" ", steps);
  }

  private void step(String step) {
    steps.add(step);
    System.out.println(step);
    if (step.equals(System.getenv("FAILS_IN"))) {
      throw new IllegalStateException("cannot prime");
    }
  }
}
