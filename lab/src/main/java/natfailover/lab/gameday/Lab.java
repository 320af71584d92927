package natfailover.lab.gameday;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import natfailover.lab.region.Event;
import natfailover.lab.region.Latency;
import natfailover.lab.region.Picture;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.region.Timing;
import natfailover.lab.runtime.Credentials;
import natfailover.lab.runtime.FunctionSettings;
import natfailover.lab.runtime.Initialization;
import natfailover.lab.runtime.Invocation;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.runtime.LogFormat;
import natfailover.lab.runtime.ManagedRuntime;
import natfailover.lab.runtime.Outcome;
import natfailover.lab.runtime.TooManyRequestsException;
import org.jspecify.annotations.Nullable;

/**
 * A region, the packaged controller in Lambda's runtime, and the wires between them: events to the
 * function, the schedule, the nodes' agents.
 */
final class Lab implements AutoCloseable {
  /** Hold-down and sweep in the lab; AWS's own would make every game day last minutes. */
  static final Duration HOLD_DOWN = Duration.ofSeconds(3);

  private static final Duration SWEEP = Duration.ofSeconds(2);
  private static final Duration AGENTS = Duration.ofMillis(20);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Latency CALLS = Latency.ofMillis(20);
  private static final Set<String> SOURCES =
      Set.of("aws.ec2", "aws.autoscaling", "aws.health", "nat-failover.node");
  private static final String TICK =
      """
      {"version":"0","source":"aws.events","detail-type":"Scheduled Event","detail":{}}\
      """;

  private final RegionServer server;
  private final LambdaFunction controller;
  private final Account account;
  private final NodeAgents agents = new NodeAgents();
  private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(2);
  private final AtomicInteger fleets = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile @Nullable Chronicle chronicle;
  private volatile @Nullable Traffic traffic;

  private Lab(RegionServer server, LambdaFunction controller, Account account) {
    this.server = server;
    this.controller = controller;
    this.account = account;
  }

  /** Opens a lab with the controller that stands in a task root, under its handler's name. */
  static Lab open(Path runtime, Path taskRoot, String handler) throws IOException {
    RegionSettings settings = RegionSettings.defaults().withTiming(brisk());
    RegionServer server = RegionServer.start(settings);
    server.latency(CALLS);
    FunctionSettings function =
        FunctionSettings.builder("nat-failover-Controller", taskRoot, handler)
            .qualifier("live")
            .initialization(Initialization.SNAP_START)
            .memoryMegabytes(1769)
            .timeout(Duration.ofSeconds(60))
            .concurrency(8)
            .logFormat(LogFormat.JSON)
            .region(settings.region())
            .credentials(new Credentials("CONTROLLER", "controller", "controller"))
            .environment(
                Map.of(
                    "AWS_ENDPOINT_URL", server.endpoint().toString(),
                    "HOLD_DOWN_SECONDS", Long.toString(HOLD_DOWN.toSeconds())))
            .build();
    LambdaFunction controller =
        new LambdaFunction(ManagedRuntime.java25(runtime), function, _ -> {});
    Lab lab = new Lab(server, controller, Account.at(server.endpoint(), settings.region()));
    controller.provision(4).join();
    lab.wire();
    return lab;
  }

  /** AWS's order of things with its waits cut short. */
  private static Timing brisk() {
    Timing typical = Timing.typical();
    return new Timing(
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        typical.terminatedVisible(),
        Duration.ofMillis(500),
        Duration.ofMillis(200),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        typical.impairedPatience(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(6));
  }

  private void wire() {
    server.onEvent(this::deliver);
    server.onCall(
        call -> {
          Chronicle now = chronicle;
          if (now != null && !call.caller().equals("ENGINEER")) {
            now.call(call);
          }
        });
    every(AGENTS, () -> server.with(agents::advance));
    every(LOOK, this::look);
    every(SWEEP, () -> invoke(TICK));
  }

  /** What goes wrong in here must not end the repetition unseen. */
  private void every(Duration period, Runnable task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException unexpected) {
            failures.add("the lab itself failed: " + unexpected);
          }
        };
    ScheduledFuture<?> _ =
        clockwork.scheduleAtFixedRate(
            guarded, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void deliver(Event event) {
    if (SOURCES.contains(event.source())) {
      note(event.at(), "event: " + event.detailType() + " " + subject(event));
      invoke(event.json());
    }
  }

  private void invoke(String payload) {
    CompletableFuture<Void> _ =
        controller
            .invokeAsync(payload)
            .thenAccept(
                invocation -> {
                  if (invocation.outcome() instanceof Outcome.FunctionError error) {
                    String what = "controller failed: " + error.errorMessage();
                    failures.add(what);
                    note(clock().instant(), what);
                  }
                });
  }

  private static String subject(Event event) {
    return Optional.ofNullable(event.detail().get("instance-id"))
        .or(() -> Optional.ofNullable(event.detail().get("EC2InstanceId")))
        .or(() -> Optional.ofNullable(event.detail().get("instanceId")))
        .map(id -> id.asText() + " " + event.detail().path("state").asText())
        .orElse("");
  }

  private void look() {
    Traffic now = traffic;
    if (now != null) {
      now.look(picture());
    }
  }

  private void note(Instant at, String what) {
    Chronicle now = chronicle;
    if (now != null) {
      now.note(at, what);
    }
  }

  /** Has everything from now on written down, and the traffic of a site watched. */
  void watch(Chronicle newChronicle, Traffic newTraffic) {
    chronicle = newChronicle;
    traffic = newTraffic;
  }

  /** Nothing more is written down. */
  void unwatch() {
    chronicle = null;
    traffic = null;
  }

  /** A fleet name that was not used in this lab before. */
  String nextFleet(String stem) {
    return stem + "-" + fleets.incrementAndGet();
  }

  RegionServer server() {
    return server;
  }

  Account account() {
    return account;
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  Picture picture() {
    return server.read(region -> region.picture());
  }

  /** Every invocation of the controller that ended in an error since the lab was opened. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** An operator's synchronous call of the controller, repeated while Lambda is at its limit. */
  Invocation order(String command) {
    while (true) {
      try {
        return controller.invoke(command).join();
      } catch (CompletionException limited) {
        if (!(limited.getCause() instanceof TooManyRequestsException)) {
          throw limited;
        }
        await(Duration.ofMillis(200), _ -> false);
      }
    }
  }

  /** Waits until the region fulfils a condition; false when it does not in time. */
  boolean await(Duration limit, Predicate<Picture> condition) {
    Instant deadline = clock().instant().plus(limit);
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    var poll =
        clockwork.scheduleAtFixedRate(
            () -> {
              if (condition.test(picture())) {
                result.complete(true);
              } else if (clock().instant().isAfter(deadline)) {
                result.complete(false);
              }
            },
            0,
            10,
            TimeUnit.MILLISECONDS);
    try {
      return result.join();
    } finally {
      poll.cancel(false);
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
    controller.close();
    account.close();
    server.close();
  }
}
