package natfailover.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** EC2 and Auto Scaling in memory, behind the HTTP client of real SDK clients. */
public final class FakeAws implements SdkHttpClient {
  public final FakeRegion region = new FakeRegion();

  /** The probers that there are. */
  public final FakeProbers probers = new FakeProbers();

  /** Every call answered so far, in order; those of probers left out. */
  public final List<FakeQuery> calls = new ArrayList<>();

  /** How many entries a page has. */
  public int pageSize = 1000;

  /** Sees each call before it is answered; may throw {@link Refusal}, or change the region. */
  public Consumer<FakeQuery> before = _ -> {};

  private final FakeReads reads = new FakeReads(region);
  private final FakeWrites writes = new FakeWrites(region);
  private final List<Fault> faults = new ArrayList<>();

  static {
    if (System.getProperty("aws.region") == null) {
      System.setProperty("aws.region", "eu-test-1");
    }
  }

  /** AWS says no. */
  public static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final int status;

    public Refusal(String code, String message, int status) {
      super(message);
      this.code = code;
      this.status = status;
    }
  }

  /** The line is cut. */
  public static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Fault(String action, RuntimeException refusal, AtomicInteger left) {}

  /** The real clients, on top of this. */
  public Clients clients() {
    return Clients.over(
        this, StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
  }

  /** Has the next calls of an action refused. */
  public void fail(String action, int times, String code, String message) {
    fail(action, times, new Refusal(code, message, 400));
  }

  public void fail(String action, int times, RuntimeException refusal) {
    faults.add(new Fault(action, refusal, new AtomicInteger(times)));
  }

  /** The actions called so far. */
  public synchronized List<String> actions() {
    return calls.stream().map(FakeQuery::action).toList();
  }

  /** The calls that change something. */
  public synchronized List<FakeQuery> changes() {
    return calls.stream()
        .filter(query -> !query.action().startsWith("Describe") && !query.isTrial())
        .toList();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        String path = request.httpRequest().encodedPath();
        return path.contains("/functions/nat-failover-")
            ? probers.answer(path)
            : FakeAws.this.answer(query(request));
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

  private static FakeQuery query(HttpExecuteRequest request) throws IOException {
    Map<String, String> form = new LinkedHashMap<>();
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      for (String pair : new String(body.readAllBytes(), UTF_8).split("&", -1)) {
        String[] sides = pair.split("=", 2);
        form.put(URLDecoder.decode(sides[0], UTF_8), URLDecoder.decode(sides[1], UTF_8));
      }
    }
    return new FakeQuery(form);
  }

  private HttpExecuteResponse answer(FakeQuery query) throws IOException {
    try {
      before.accept(query);
      synchronized (this) {
        calls.add(query);
        refuse(query.action());
        if (query.isTrial()) {
          throw new Refusal("DryRunOperation", "Request would have succeeded", 412);
        }
        return response(200, success(query));
      }
    } catch (Refusal refusal) {
      return response(refusal.status, failure(query, refusal));
    } catch (Cut _) {
      throw new IOException("Connection reset");
    }
  }

  private void refuse(String action) {
    for (Fault fault : faults) {
      if (fault.action.equals(action) && fault.left.getAndDecrement() > 0) {
        throw fault.refusal;
      }
    }
  }

  private String success(FakeQuery query) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (query.action().startsWith("Describe")) {
      FakeReads.Listing listing = reads.listing(query);
      String tokenName = query.ofAutoScaling() ? "NextToken" : "nextToken";
      int from = query.has("NextToken") ? Integer.parseInt(query.text("NextToken")) : 0;
      int to = Math.min(from + pageSize, listing.items().size());
      body.put(listing.name(), listing.items().subList(from, to));
      body.put(tokenName, to < listing.items().size() ? to : null);
    } else {
      writes.write(query);
    }
    return query.ofAutoScaling()
        ? Xml.write(
            query.action() + "Response", Xml.object(query.action() + "Result", body), "member")
        : Xml.write(query.action() + "Response", body, "item");
  }

  private static String failure(FakeQuery query, Refusal refusal) {
    Object error = Xml.object("Code", refusal.code, "Message", refusal.getMessage());
    return query.ofAutoScaling()
        ? Xml.write("ErrorResponse", Xml.object("Error", error), "member")
        : Xml.write("Response", Xml.object("Errors", Xml.object("Error", error)), "item");
  }

  private static HttpExecuteResponse response(int status, String body) {
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", "text/xml")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(UTF_8))))
        .build();
  }
}
