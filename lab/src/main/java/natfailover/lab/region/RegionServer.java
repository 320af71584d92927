package natfailover.lab.region;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** Drives a region by the wall clock and serves it over HTTP on the loopback interface. */
public final class RegionServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RegionServer.class.getName());
  private final Region region;
  private final Clock clock;
  private final HttpServer http;
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread driver;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Listeners<Event> eventListeners = new Listeners<>();
  private final Listeners<Call> callListeners = new Listeners<>();
  private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
  private final Probers probers = new Probers();
  private volatile Latency latency = Latency.NONE;
  private volatile boolean closed;

  private RegionServer(Region region, Clock clock, HttpServer http) {
    this.region = region;
    this.clock = clock;
    this.http = http;
    this.driver = Thread.ofPlatform().name("region").daemon().unstarted(this::drive);
  }

  /** Starts a region of these settings on any free port. */
  public static RegionServer start(RegionSettings settings) throws IOException {
    return start(settings, 0);
  }

  public static RegionServer start(RegionSettings settings, int port) throws IOException {
    // Small answers over kept connections would wait for delayed acknowledgements otherwise.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Clock clock = Clock.systemUTC();
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    Region region = new Region(settings, clock.instant());
    RegionServer server = new RegionServer(region, clock, http);
    http.createContext("/", server::handle);
    http.createContext(
        ProberEndpoint.PATH, new ProberEndpoint(server, server.probers, clock, server::handle));
    http.setExecutor(server.handlers);
    http.start();
    server.driver.start();
    return server;
  }

  /** What to give SDKs and the CLI as endpoint. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** The functions that can be invoked here. */
  public Probers probers() {
    return probers;
  }

  /** Called with every event, in order, outside the lock; it must not block. */
  public void onEvent(Consumer<Event> listener) {
    eventListeners.add(listener);
  }

  /** Called after every call was answered. */
  public void onCall(Consumer<Call> listener) {
    callListeners.add(listener);
  }

  void answered(Request request, Instant arrived, int status) {
    callListeners.tell(
        new Call(request, arrived, status, Duration.between(arrived, clock.instant())));
  }

  /** How many connections clients have opened so far. */
  int connections() {
    return connections.size();
  }

  public void latency(Latency changedLatency) {
    latency = changedLatency;
  }

  /** Changes or breaks the region under the lock, at the present time. */
  public void with(Consumer<Region> change) {
    read(
        locked -> {
          change.accept(locked);
          return true;
        });
  }

  /** Looks into the region under the lock, at the present time. */
  public <T> T read(Function<Region, T> reader) {
    T result;
    lock.lock();
    try {
      region.advance(clock.instant());
      result = reader.apply(region);
      region.advance(clock.instant());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return result;
  }

  @Override
  public void close() {
    closed = true;
    driver.interrupt();
    http.stop(0);
    handlers.shutdownNow();
  }

  private void drive() {
    while (!closed) {
      for (Event event : awaitEvents()) {
        eventListeners.tell(event);
      }
    }
  }

  /** Keeps the region's time and returns as soon as there are events to deliver. */
  private List<Event> awaitEvents() {
    lock.lock();
    try {
      List<Event> events = eventsByNow();
      while (events.isEmpty() && !closed) {
        changed.awaitNanos(untilDue().toNanos());
        events = eventsByNow();
      }
      return events;
    } catch (InterruptedException _) {
      closed = true;
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private List<Event> eventsByNow() {
    region.advance(clock.instant());
    return region.takeEvents();
  }

  private Duration untilDue() {
    Instant now = clock.instant();
    return region.nextDue().map(due -> Duration.between(now, due)).orElse(Duration.ofSeconds(1));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Instant arrived = clock.instant();
      connections.add(exchange.getRemoteAddress());
      byte[] body = exchange.getRequestBody().readAllBytes();
      Request request =
          HttpRequests.read(
              exchange.getRequestURI(),
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8));
      latency.halfWay(request.action());
      Answer answer = answer(request);
      latency.halfWay(request.action());
      answer.send(exchange, request.service().contentType());
      answered(request, arrived, answer.status());
    }
  }

  /** An error of the region's own is told to the client rather than cut its connection. */
  Answer answer(Request request) {
    try {
      return read(locked -> locked.call(request, clock.instant()));
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.ERROR, "the region failed on " + request, failed);
      return Answer.of(failed);
    }
  }
}
