package natfailover.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The real clients over a transport that answers from files, for priming. */
public final class Rehearsal {
  private static final StaticCredentialsProvider NOBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("rehearsal", "rehearsal"));

  private Rehearsal() {}

  /** Clients that reach nobody. */
  public static Clients clients() {
    return Clients.over(new Canned(), NOBODY);
  }

  /** Calls that wait for nothing, since canned answers do not change. */
  public static Calls calls() {
    Clock clock = Clock.systemUTC();
    ThreadFactory threads = Thread.ofVirtual().factory();
    return new LiveCalls(clock, clock.instant().plusSeconds(20), _ -> {}, threads);
  }

  /**
   * Finds credentials and shakes hands with EC2's endpoint once, and throws both away: the first
   * TLS handshake of a JVM costs more than any call.
   *
   * @return why not, if it did not work; that costs speed only
   */
  public static Optional<String> meetEndpoint() {
    URI endpoint =
        URI.create(
            Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL"))
                .orElse("https://ec2." + System.getenv("AWS_REGION") + ".amazonaws.com/"));
    SdkHttpRequest request =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(endpoint).build();
    try (SdkHttpClient http = Clients.http();
        DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build()) {
      credentials.resolveCredentials();
      http.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Answers each action with the file of its name, or with an empty document. */
  private static final class Canned implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      String path = request.httpRequest().encodedPath();
      String action = path.endsWith("/invocations") ? "Invoke" : action(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return answer(action);
        }

        @Override
        public void abort() {
          // Nothing is under way.
        }
      };
    }

    @Override
    public void close() {
      // Nothing is open.
    }

    private static String action(HttpExecuteRequest request) {
      try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
        String form = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        return Arrays.stream(form.split("&"))
            .filter(pair -> pair.startsWith("Action="))
            .map(pair -> URLDecoder.decode(pair.substring(7), StandardCharsets.UTF_8))
            .findFirst()
            .orElseThrow();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static HttpExecuteResponse answer(String action) {
      if (action.equals("Invoke")) {
        // A verdict that changes nothing.
        return response("application/json", text("{\"verdict\":\"zone-down\"}"));
      }
      InputStream file = Rehearsal.class.getResourceAsStream("/rehearsal/" + action + ".xml");
      return response("text/xml", file == null ? text("<" + action + "Response/>") : file);
    }

    private static InputStream text(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpExecuteResponse response(String type, InputStream body) {
      return HttpExecuteResponse.builder()
          .response(
              SdkHttpResponse.builder().statusCode(200).putHeader("Content-Type", type).build())
          .responseBody(AbortableInputStream.create(body))
          .build();
    }
  }
}
