package natfailover.prober;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import natfailover.FakeContext;
import org.junit.jupiter.api.Test;

/** The prober's door: what comes in and what goes out. */
final class ProberHandlerTest {
  private static final Duration BUDGET = Duration.ofSeconds(5);

  private final List<String> log = new ArrayList<>();

  @Test
  void theAnswerHasTheDocumentedShapeAndIsTheOneLogLine() throws Exception {
    try (Peer site = Peer.hung();
        Peer refusing = Peer.refusing()) {
      List<Target> targets = List.of(site.literal(), refusing.literal());
      Map<?, ?> answer = ask(new ProbeRequest(targets, site.literal(), BUDGET), "{}", 10_000);
      assertThat(answer.keySet().stream().map(String::valueOf))
          .containsExactly(
              "verdict", "sentence", "totalMillis", "budgetMillis", "targets", "control");
      assertThat(answer.get("verdict")).isEqualTo("site-down");
      assertThat(answer.get("budgetMillis")).isEqualTo(5000L);
      List<?> seen = (List<?>) Objects.requireNonNull(answer.get("targets"));
      assertThat(seen.stream().map(it -> String.valueOf(((Map<?, ?>) it).get("outcome"))))
          .containsExactly("accepted", "refused");
      Map<?, ?> control = (Map<?, ?>) Objects.requireNonNull(answer.get("control"));
      assertThat(control.keySet().stream().map(String::valueOf))
          .containsExactly("target", "outcome", "millis", "detail");
      assertThat(control.get("target")).isEqualTo(site.literal().toString());
      assertThat(log).containsExactly(Json.write(answer));
    }
  }

  @Test
  void aMangledRequestIsAnsweredAndNotThrown() throws Exception {
    Map<?, ?> answer = ask(ProbeRequest.from(Map.of()), "{\"budget\": 1}", 10_000);
    assertThat(answer)
        .isEqualTo(
            Map.of(
                "error",
                Map.of(
                    "code",
                    "NotUnderstood",
                    "message",
                    "the request is wrong: budget is no field; allowed: targets, control,"
                        + " budgetMillis")));
  }

  @Test
  void aShorterLookThanAskedForIsNotTaken() throws Exception {
    Map<?, ?> answer = ask(ProbeRequest.from(Map.of()), "{}", 1_600);
    assertThat(answer)
        .isEqualTo(
            Map.of(
                "error",
                Map.of(
                    "code",
                    "NoTimeLeft",
                    "message",
                    "the budget is 1500 ms, but this invocation can spare 1400; lower the"
                        + " budget or raise the function's time-out")));
  }

  @Test
  void theRehearsalDialsAndLooksUp() throws Exception {
    ProbeReport report = Rehearsal.run();
    assertThat(report.verdict()).isEqualTo(Verdict.DNS_DOWN);
    assertThat(report.targets())
        .extracting(Observation::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.UNRESOLVED);
  }

  @Test
  void theProberKnowsNothingButTheJdkAndLambda() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/natfailover/prober"))) {
      assertThat(files.flatMap(ProberHandlerTest::imports))
          .isNotEmpty()
          .allMatch(
              name ->
                  name.startsWith("java.")
                      || name.startsWith("org.jspecify.annotations.")
                      || name.startsWith("com.amazonaws.services.lambda.runtime."));
    }
  }

  private static Stream<String> imports(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("import "))
          .map(line -> line.substring("import ".length()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Map<?, ?> ask(ProbeRequest usual, String payload, int millisLeft) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Resolver resolver =
        (_, _) -> {
          throw new IOException("there is no such name");
        };
    new ProberHandler(usual, new Prober(resolver, _ -> true))
        .handleRequest(
            new ByteArrayInputStream(payload.getBytes(UTF_8)),
            output,
            FakeContext.of(millisLeft, log));
    return (Map<?, ?>) Objects.requireNonNull(JsonReader.read(output.toString(UTF_8)));
  }
}
