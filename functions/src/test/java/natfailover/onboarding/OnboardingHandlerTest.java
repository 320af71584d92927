package natfailover.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import natfailover.FakeContext;
import natfailover.aws.Json;
import natfailover.onboarding.OnboardingHandler.Work;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CloudFormation is answered, whatever becomes of the work. */
final class OnboardingHandlerTest {
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private @Nullable HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext("/", this::answer);
    started.start();
    server = started;
  }

  @AfterEach
  void close() {
    server().stop(0);
  }

  private HttpServer server() {
    return Objects.requireNonNull(server);
  }

  private void answer(HttpExchange exchange) throws IOException {
    answers.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private String event(String type, String more) {
    return
"""
{"RequestType":"%s","ResponseURL":"http://127.0.0.1:%d/?secret","StackId":"%s","RequestId":"r-1",
"LogicalResourceId":"Tables","ResourceProperties":{"Fleet":"prod","VpcId":"vpc-1",
"RouteTables":[]}%s}
"""
        .formatted(type, server().getAddress().getPort(), Desk.STACK, more);
  }

  private Map<?, ?> handled(String event, int millisLeft, Work work) throws IOException {
    AnswerPost post = new AnswerPost(Clock.systemUTC(), _ -> {}, Duration.ofSeconds(20));
    new OnboardingHandler(Clock.systemUTC(), work, post)
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(UTF_8)),
            new ByteArrayOutputStream(),
            FakeContext.of(millisLeft, log));
    assertThat(answers).hasSize(1);
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(answers.remove()));
  }

  @Test
  void successIsToldWithTheRequestsOwnNames() throws IOException {
    Map<?, ?> answer = handled(event("Create", ""), 60_000, (_, _) -> List.of("a", "b"));
    assertThat(answer)
        .isEqualTo(
            Map.of(
                "Status", "SUCCESS",
                "Reason", "a; b",
                "PhysicalResourceId", "prod/vpc-1",
                "StackId", Desk.STACK,
                "RequestId", "r-1",
                "LogicalResourceId", "Tables",
                "Data", Map.of("Fleet", "prod", "VpcId", "vpc-1")));
    assertThat(log).singleElement().asString().contains("a; b").doesNotContain("secret");
  }

  @Test
  void aRefusalIsTold() throws IOException {
    Work refuses =
        (_, _) -> {
          throw Refused.beforeAnyChange(List.of(new Fault("x", "is wrong", "mend it")));
        };
    Map<?, ?> answer = handled(event("Create", ""), 60_000, refuses);
    assertThat(answer.get("Status")).isEqualTo("FAILED");
    assertThat(answer.get("Reason"))
        .isEqualTo("Nothing was changed, for 1 reason: x is wrong: mend it");
    assertThat(answer.get("PhysicalResourceId")).isEqualTo("prod/vpc-1");
  }

  @Test
  void anErrorOfTheMachineIsToldToo() throws IOException {
    Work breaks =
        (_, _) -> {
          throw new NoClassDefFoundError("natfailover/Missing");
        };
    Map<?, ?> answer = handled(event("Delete", ""), 60_000, breaks);
    assertThat(answer.get("Status")).isEqualTo("FAILED");
    assertThat((String) answer.get("Reason")).contains("NoClassDefFoundError");
  }

  @Test
  void workThatDoesNotEndIsAnsweredBeforeLambdaEndsItAndStopped()
      throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Work hangs =
        (_, _) -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            interrupted.countDown();
          }
          return List.of();
        };
    Map<?, ?> answer = handled(event("Delete", ""), 1_000, hangs);
    assertThat(answer.get("Status")).isEqualTo("FAILED");
    assertThat(answer.get("Reason")).isEqualTo(OnboardingHandler.TIME_UP);
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).as("interrupted").isTrue();
  }

  @Test
  void aFailedUpdateKeepsTheOldResourceAndASuccessfulOneMayBeAnother() throws IOException {
    String update = event("Update", ",\"PhysicalResourceId\":\"old/vpc-1\"");
    Work fails =
        (_, _) -> {
          throw new IllegalStateException("no");
        };
    assertThat(handled(update, 60_000, fails).get("PhysicalResourceId")).isEqualTo("old/vpc-1");
    assertThat(handled(update, 60_000, (_, _) -> List.of()).get("PhysicalResourceId"))
        .isEqualTo("prod/vpc-1");
  }

  @Test
  void aDeletionIsAboutTheResourceThatWasNamed() throws IOException {
    String delete = event("Delete", ",\"PhysicalResourceId\":\"nat-Tables-1ABC\"");
    assertThat(handled(delete, 60_000, (_, _) -> List.of()).get("PhysicalResourceId"))
        .isEqualTo("nat-Tables-1ABC");
  }

  @Test
  void aCreationThatCannotEvenBeReadHasAName() throws IOException {
    String broken = event("Create", "").replace("\"Fleet\":\"prod\"", "\"Fleet\":7");
    Work reads = (event, _) -> List.of(EnrolmentReader.read(event.properties()).fleet());
    Map<?, ?> answer = handled(broken, 60_000, reads);
    assertThat(answer.get("Status")).isEqualTo("FAILED");
    assertThat(answer.get("PhysicalResourceId")).isEqualTo("not-on-boarded");
  }

  @Test
  void whoCannotBeAnsweredIsToldByTheInvocation() {
    assertThatThrownBy(() -> handled("{\"RequestType\":\"Create\"}", 60_000, (_, _) -> List.of()))
        .isInstanceOf(Event.Unanswerable.class);
    assertThat(answers).isEmpty();
  }
}
