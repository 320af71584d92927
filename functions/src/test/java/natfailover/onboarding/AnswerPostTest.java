package natfailover.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import natfailover.onboarding.AnswerPost.AnswerLost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answer against a real server that misbehaves. */
final class AnswerPostTest {
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final List<String> received = new ArrayList<>();
  private final List<String> contentTypes = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server = server();

  /** The status of a peer that takes the request and says nothing. */
  private static final int HANGS = 0;

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void listen() {
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    never.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status;
    synchronized (this) {
      received.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + " "
              + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      contentTypes.addAll(exchange.getRequestHeaders().getOrDefault("Content-Type", List.of()));
      status = statuses.isEmpty() ? 200 : statuses.removeFirst();
    }
    if (status == HANGS) {
      await();
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void await() {
    try {
      never.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(Duration patience, Duration left) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/7F%7Cb1?Signature=a%2Bb";
    new AnswerPost(Clock.systemUTC(), pauses::add, patience)
        .put(url, "{\"Status\":\"SUCCESS\"}", Instant.now().plus(left));
  }

  @Test
  void theAnswerGoesWhereItWasAskedForWithoutContentType() {
    put(Duration.ofSeconds(20), Duration.ofSeconds(60));
    assertThat(received).containsExactly("PUT /7F%7Cb1?Signature=a%2Bb {\"Status\":\"SUCCESS\"}");
    assertThat(contentTypes).isEmpty();
  }

  @Test
  void aServerThatFailsTwiceIsAskedAThirdTime() {
    statuses.addAll(List.of(500, 503, 200));
    put(Duration.ofSeconds(20), Duration.ofSeconds(60));
    assertThat(received).hasSize(3);
    assertThat(pauses).hasSize(2).isSorted().doesNotContain(Duration.ZERO);
  }

  @Test
  void aServerThatHangsIsLeftAndAskedAgain() {
    statuses.addAll(List.of(HANGS, 200));
    put(Duration.ofMillis(500), Duration.ofSeconds(60));
    assertThat(received).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void aServerThatHangsForGoodIsGivenUpInTime() {
    statuses.addAll(List.of(HANGS, HANGS, HANGS, HANGS));
    assertThatThrownBy(() -> put(Duration.ofSeconds(20), Duration.ofMillis(300)))
        .isInstanceOf(AnswerLost.class)
        .hasMessageContaining("no answer within");
  }

  @Test
  void aServerThatIsNotThereIsAskedUntilTheTimeIsUp() {
    int port = server.getAddress().getPort();
    server.stop(0);
    Clock still = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    AnswerPost post = new AnswerPost(still, pauses::add, Duration.ofSeconds(20));
    Instant end = Instant.EPOCH.plusMillis(1500);
    assertThatThrownBy(() -> post.put("http://127.0.0.1:" + port, "{}", end))
        .isInstanceOf(AnswerLost.class)
        .hasMessageContaining("ConnectException; out of time");
    server = server();
    server.start();
    assertThat(pauses).hasSize(4);
  }

  @Test
  void whatIsRefusedForGoodIsNotSentAgain() {
    statuses.add(403);
    assertThatThrownBy(() -> put(Duration.ofSeconds(20), Duration.ofSeconds(60)))
        .isInstanceOf(AnswerLost.class)
        .hasMessageContaining("status 403")
        .message()
        .doesNotContain("Signature");
    assertThat(received).hasSize(1);
  }
}
