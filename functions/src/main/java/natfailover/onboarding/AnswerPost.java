package natfailover.onboarding;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Puts an answer where CloudFormation waits for it: a pre-signed address, whose signature holds for
 * a request without content type.
 */
final class AnswerPost {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Clock clock;
  private final Pause pause;
  private final Duration patience;

  /** Waits. */
  interface Pause {
    void pause(Duration time) throws InterruptedException;
  }

  /** CloudFormation has not taken the answer. */
  static final class AnswerLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnswerLost(String message) {
      super(message);
    }
  }

  /**
   * A post.
   *
   * @param patience how long one try may take
   */
  AnswerPost(Clock clock, Pause pause, Duration patience) {
    this.clock = clock;
    this.pause = pause;
    this.patience = patience;
  }

  /**
   * Sends until it is taken.
   *
   * @param url whoever knows it can answer, so it is in no message
   * @param end when this function ends
   * @throws AnswerLost when it was not taken in time, or never will be
   */
  void put(String url, String json, Instant end) {
    HttpRequest request =
        HttpRequest.newBuilder(address(url)).PUT(BodyPublishers.ofString(json)).build();
    HttpClient http = client();
    try {
      Duration wait = FIRST_PAUSE;
      String fault = fault(http, request, end);
      while (!fault.isEmpty()) {
        if (!clock.instant().plus(wait).isBefore(end)) {
          throw new AnswerLost("CloudFormation was not answered: " + fault + "; out of time");
        }
        pause.pause(wait);
        wait = shorter(wait.multipliedBy(2), LONGEST_PAUSE);
        fault = fault(http, request, end);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new AnswerLost("CloudFormation was not answered: interrupted");
    } finally {
      // An orderly close would wait for what hangs.
      http.shutdownNow();
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(Version.HTTP_1_1)
        .followRedirects(Redirect.NORMAL)
        .connectTimeout(CONNECT)
        .build();
  }

  private static URI address(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException _) {
      throw new AnswerLost(
          "CloudFormation was not answered: the event's ResponseURL is no URL; invoke this function"
              + " by CloudFormation only");
    }
  }

  /** What went wrong; empty when the answer was taken. */
  private String fault(HttpClient http, HttpRequest request, Instant end)
      throws InterruptedException {
    Duration left = Duration.between(clock.instant(), end);
    long most = Math.max(1, shorter(left, patience).toMillis());
    CompletableFuture<HttpResponse<Void>> sent = http.sendAsync(request, BodyHandlers.discarding());
    try {
      int status = sent.get(most, TimeUnit.MILLISECONDS).statusCode();
      if (status >= 200 && status < 300) {
        return "";
      }
      if (status >= 400 && status < 500 && status != 408 && status != 429) {
        throw new AnswerLost(
            "CloudFormation was not answered: status "
                + status
                + ", so the address is no longer valid or was changed on its way");
      }
      return "status " + status;
    } catch (TimeoutException _) {
      sent.cancel(true);
      return "no answer within " + most + " ms";
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return cause instanceof IOException
          ? cause.getClass().getSimpleName()
          : String.valueOf(cause);
    }
  }
}
