package natfailover.lab.gameday;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import natfailover.lab.account.Account;
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
import natfailover.lab.runtime.TooManyRequestsException;

/** A region, the packaged controller in Lambda's runtime, and the wires between them. */
final class Lab implements AutoCloseable {
  /** Hold-down and sweep in the lab; AWS's own would make every game day last minutes. */
  static final Duration HOLD_DOWN = Duration.ofSeconds(3);

  private static final Latency CALLS = Latency.ofMillis(20);

  private final RegionServer server;
  private final LambdaFunction controller;
  private final Account account;
  private final Wires wires;
  private final AtomicInteger fleets = new AtomicInteger();

  private Lab(RegionServer server, LambdaFunction controller, Account account) {
    this.server = server;
    this.controller = controller;
    this.account = account;
    this.wires = new Wires(server, controller);
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
    lab.wires.connect();
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

  /** Tells the wires whom to tell what happens, and asks them what went wrong. */
  Wires wires() {
    return wires;
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
    return wires.poll(
        () -> {
          if (condition.test(picture())) {
            return Optional.of(true);
          }
          return clock().instant().isAfter(deadline) ? Optional.of(false) : Optional.empty();
        });
  }

  @Override
  public void close() {
    wires.close();
    controller.close();
    account.close();
    server.close();
  }
}
