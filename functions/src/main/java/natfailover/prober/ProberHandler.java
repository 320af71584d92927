package natfailover.prober;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The prober's door: reads a request, has it probed, answers with the verdict.
 *
 * <p>A request that cannot be understood is answered with an error. What keeps the prober itself
 * from looking is thrown: no verdict must come of it.
 */
public final class ProberHandler implements RequestStreamHandler {
  /** Left for the answer, so that it is written before Lambda ends the invocation. */
  private static final Duration FOR_THE_ANSWER = Duration.ofMillis(200);

  private final ProbeRequest usual;
  private final Prober prober;

  /** Wires the prober by the environment, and rehearses; Lambda calls this. */
  public ProberHandler() throws IOException {
    this(ProbeRequest.from(System.getenv()), Prober.live());
    var _ = Json.write(Rehearsal.run().json());
  }

  ProberHandler(ProbeRequest usual, Prober prober) {
    this.usual = usual;
    this.prober = prober;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(FOR_THE_ANSWER);
    String answer =
        Json.write(answer(new String(input.readAllBytes(), StandardCharsets.UTF_8), left));
    context.getLogger().log(answer);
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, ?> answer(String payload, Duration left) throws IOException {
    ProbeRequest request;
    try {
      request = ProbeRequest.read(payload, usual);
    } catch (BadRequest fault) {
      return error("NotUnderstood", String.valueOf(fault.getMessage()));
    }
    if (left.compareTo(request.budget()) < 0) {
      // A shorter look than was asked for would be weaker evidence under the same name.
      return error(
          "NoTimeLeft",
          "the budget is "
              + request.budget().toMillis()
              + " ms, but this invocation can spare "
              + left.toMillis()
              + "; lower the budget or raise the function's time-out");
    }
    return prober.probe(request).json();
  }

  private static Map<String, ?> error(String code, String message) {
    return Map.of("error", Map.of("code", code, "message", message));
  }
}
