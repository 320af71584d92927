package natfailover.aws;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.plan.Evidence.Probed;
import natfailover.plan.Inquiry.Question;
import natfailover.plan.ProbeVerdict;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Asks probers, all at once and for a limited time. One that is missing, throttled, fails, answers
 * late or in other words has given no verdict.
 */
public final class Probers {
  /** What every prober's name begins with; the fleet and the zone follow. */
  public static final String PREFIX = "nat-failover-";

  private final Clients clients;

  /** Probers through these clients. */
  public Probers(Clients clients) {
    this.clients = clients;
  }

  /** The name of a zone's prober. */
  public static String name(String fleet, String zone) {
    return PREFIX + fleet + "-" + zone;
  }

  /**
   * What the probers say, in the order of the questions.
   *
   * @param box how long it may take
   */
  public List<Probed> ask(Calls calls, List<Question> questions, Duration box) {
    Instant asked = calls.now();
    List<Attempt<InvokeResponse>> attempts =
        calls.run(
            questions.stream().map(it -> Call.boxed("Invoke", box, () -> invoke(it))).toList());
    List<Probed> answers = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      answers.add(probed(questions.get(i), asked, attempts.get(i)));
    }
    return answers;
  }

  /** By name: the request goes through Lambda and so reaches a zone whose NAT is down. */
  private InvokeResponse invoke(Question question) {
    return clients
        .lambda()
        .get()
        .invoke(
            r ->
                r.functionName(name(question.fleet(), question.zone()))
                    .payload(SdkBytes.fromUtf8String("{}")));
  }

  private static Probed probed(Question question, Instant asked, Attempt<InvokeResponse> attempt) {
    return switch (attempt) {
      case Attempt.Refused<InvokeResponse>(Failure failure, _) ->
          word(question, asked, ProbeVerdict.UNKNOWN, failure.toString());
      case Attempt.Answered<InvokeResponse>(InvokeResponse response, _) -> {
        String answer =
            Optional.ofNullable(response.payload())
                .map(payload -> payload.asString(StandardCharsets.UTF_8))
                .orElse("");
        yield response.functionError() == null
            ? word(question, asked, answer)
            : word(question, asked, ProbeVerdict.UNKNOWN, "it failed: " + answer);
      }
    };
  }

  private static Probed word(Question question, Instant asked, String answer) {
    try {
      if (Json.parse(answer) instanceof Map<?, ?> json) {
        ProbeVerdict verdict = ProbeVerdict.of(String.valueOf(json.get("verdict")));
        @Nullable Object sentence = json.get("sentence");
        return verdict == ProbeVerdict.UNKNOWN
            ? word(question, asked, verdict, answer)
            : word(question, asked, verdict, sentence instanceof String text ? text : "");
      }
    } catch (Json.NotJson _) {
      // No verdict either.
    }
    return word(question, asked, ProbeVerdict.UNKNOWN, "not understood: " + answer);
  }

  private static Probed word(Question question, Instant asked, ProbeVerdict verdict, String line) {
    return new Probed(
        question.node(),
        asked,
        "prober " + name(question.fleet(), question.zone()),
        question.zone(),
        verdict,
        line.isEmpty() ? List.of() : List.of(shortened(line)));
  }

  /** What an answer that is no verdict holds may be long, and the log line is one of many. */
  private static String shortened(String line) {
    int most = 500;
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }
}
