package natfailover.lab.gameday;

import java.io.IOException;
import java.net.URI;
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
import natfailover.lab.template.WakingRules;

/** A region, the packaged controller in Lambda's runtime, and the wires between them. */
final class Lab implements AutoCloseable {
  /** Hold-down and sweep in the lab; AWS's own would make every game day last minutes. */
  static final Duration HOLD_DOWN = Duration.ofSeconds(3);

  /** Longer than a wrong accusation lasts, shorter than a spectator's patience. */
  static final Duration CONDEMN_AFTER = Duration.ofSeconds(20);

  /** Longer than the ten seconds after which a node repeats what it says. */
  static final Duration ACCUSATION = Duration.ofSeconds(12);

  /**
   * Of the controller, all started before the first event: one that starts later, where Lambda
   * restores a snapshot, would keep a processor of this machine busy for seconds.
   */
  private static final int SANDBOXES = 8;

  private static final Latency CALLS = Latency.ofMillis(20);

  private final LabSettings settings;
  private final RegionServer server;
  private final LambdaFunction controller;
  private final Account account;
  private final Wires wires;
  private final AtomicInteger fleets = new AtomicInteger();

  private Lab(
      LabSettings settings,
      RegionServer server,
      LambdaFunction controller,
      Account account,
      Wires wires) {
    this.settings = settings;
    this.server = server;
    this.controller = controller;
    this.account = account;
    this.wires = wires;
  }

  /** A region whose waits are cut short. */
  static RegionServer region() throws IOException {
    RegionServer server = RegionServer.start(RegionSettings.defaults().withTiming(brisk()));
    server.latency(CALLS);
    return server;
  }

  /** Opens a lab with the controller that stands in a task root, under its handler's name. */
  static Lab open(LabSettings lab) throws IOException {
    RegionServer server = region();
    String name = RegionSettings.defaults().region();
    ManagedRuntime runtime = ManagedRuntime.java25(lab.runtime()).withFirst(lab.packets());
    LambdaFunction controller =
        new LambdaFunction(runtime, function(lab, server.endpoint(), name), _ -> {});
    Wires wires = new Wires(server, controller, !lab.packets(), WakingRules.deployed());
    controller.provision(SANDBOXES).join();
    return of(lab, server, controller, wires);
  }

  /** A lab of parts that stand already; it closes them. */
  static Lab of(LabSettings lab, RegionServer server, LambdaFunction controller, Wires wires) {
    wires.connect();
    Account account = Account.at(server.endpoint(), RegionSettings.defaults().region());
    return new Lab(lab, server, controller, account, wires);
  }

  private static FunctionSettings function(LabSettings lab, URI endpoint, String region) {
    return FunctionSettings.builder("nat-failover-Controller", lab.taskRoot(), lab.handler())
        .qualifier("live")
        .initialization(Initialization.SNAP_START)
        .memoryMegabytes(1769)
        .timeout(Duration.ofSeconds(60))
        .concurrency(SANDBOXES)
        .logFormat(LogFormat.JSON)
        .region(region)
        .credentials(new Credentials("CONTROLLER", "controller", "controller"))
        .environment(
            Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "HOLD_DOWN_SECONDS", Long.toString(HOLD_DOWN.toSeconds()),
                "ACCUSATION_SECONDS", Long.toString(ACCUSATION.toSeconds()),
                "CONDEMN_AFTER_SECONDS", Long.toString(CONDEMN_AFTER.toSeconds()),
                // Here every sandbox has to rehearse, in AWS a single one, whose snapshot all
                // share; what this leaves unlearned is learned by the network's first events.
                "REHEARSALS", lab.packets() ? "20" : "1"))
        .build();
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

  /** A stack's resource that the packaged on-boarding function serves. */
  StackResource stack() {
    return StackResource.at(server.endpoint(), settings.runtime(), settings.taskRoot());
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
