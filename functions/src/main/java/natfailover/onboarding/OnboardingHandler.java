package natfailover.onboarding;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import natfailover.aws.Clients;
import natfailover.aws.Handover;
import natfailover.aws.Handover.Unseen;
import natfailover.aws.Json;
import natfailover.aws.LiveCalls;

/**
 * Lambda's door for CloudFormation: whatever happens to the work, its own end included, the stack
 * is answered, since it would wait for an hour otherwise.
 */
public final class OnboardingHandler implements RequestStreamHandler {
  /** Left for the answer and its retries before Lambda ends the invocation. */
  private static final Duration FOR_THE_ANSWER = Duration.ofSeconds(10);

  /** Left between the last call to AWS and the watchdog, so that what has failed can be told. */
  private static final Duration FOR_THE_VERDICT = Duration.ofSeconds(1);

  private static final Duration ONE_TRY = Duration.ofSeconds(3);

  static final String TIME_UP =
      "The function's time was up before the work was done: try again, which goes on where this"
          + " ended, and give the function more time if that happens again";

  private final Clock clock;
  private final Work work;
  private final AnswerPost post;

  /** Carries a request out by a deadline. */
  interface Work {
    List<String> handle(Event event, Instant deadline);
  }

  /** Lambda calls this. Nothing can fail here, since nobody could be told. */
  public OnboardingHandler() {
    this(
        Clock.systemUTC(),
        OnboardingHandler::live,
        new AnswerPost(Clock.systemUTC(), Thread::sleep, ONE_TRY));
  }

  OnboardingHandler(Clock clock, Work work, AnswerPost post) {
    this.clock = clock;
    this.work = work;
    this.post = post;
  }

  private static List<String> live(Event event, Instant deadline) {
    OnboardingSettings settings = OnboardingSettings.from(System.getenv());
    return new Onboarding(new Handover(Clients.live()), settings)
        .handle(event, new LiveCalls(Clock.systemUTC(), deadline), deadline);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Instant end = clock.instant().plus(left);
    Event event = Event.read(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    Answer answer = watched(event, left);
    context.getLogger().log(Json.write(line(answer)));
    post.put(event.responseUrl(), answer.json(), end);
    output.write(answer.json().getBytes(StandardCharsets.UTF_8));
  }

  private Answer watched(Event event, Duration left) {
    Duration reserve =
        left.compareTo(FOR_THE_ANSWER.multipliedBy(2)) < 0 ? left.dividedBy(2) : FOR_THE_ANSWER;
    Duration patience = left.minus(reserve);
    Instant deadline = clock.instant().plus(patience).minus(FOR_THE_VERDICT);
    FutureTask<List<String>> task = new FutureTask<>(() -> work.handle(event, deadline));
    Thread.ofVirtual().name("on-boarding").start(task);
    try {
      return Answer.success(event, task.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      task.cancel(true);
      return Answer.failure(event, TIME_UP);
    } catch (ExecutionException e) {
      return Answer.failure(event, reason(e.getCause() == null ? e : e.getCause()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Answer.failure(event, "The function was interrupted: try again");
    }
  }

  static String reason(Throwable failure) {
    return switch (failure) {
      case Refused refused ->
          "%s, for %d reason%s: %s"
              .formatted(
                  refused.change(),
                  refused.faults().size(),
                  refused.faults().size() == 1 ? "" : "s",
                  Fault.all(refused.faults()));
      case Unseen unseen ->
          "AWS could not be asked (%s): see that the function's role allows that, and try again"
              .formatted(unseen.getMessage());
      default ->
          "On-boarding failed by a fault of its own (%s): see the log, and report it"
              .formatted(failure);
    };
  }

  /** The address of the answer is left out. */
  private static Map<String, Object> line(Answer answer) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("request", answer.event().type());
    line.put("stack", answer.event().stackId());
    line.put("resource", answer.event().logicalResourceId());
    line.put("physicalResourceId", answer.physicalResourceId());
    line.put("success", answer.success());
    line.put("reason", answer.reason());
    return line;
  }
}
