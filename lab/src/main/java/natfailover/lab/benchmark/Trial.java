package natfailover.lab.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import natfailover.lab.account.Account;
import natfailover.lab.region.Event;
import natfailover.lab.region.Picture;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.region.Timing;
import natfailover.lab.runtime.Credentials;
import natfailover.lab.runtime.FunctionSettings;
import natfailover.lab.runtime.Invocation;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.runtime.LogFormat;
import natfailover.lab.runtime.ManagedRuntime;
import natfailover.lab.runtime.Outcome;

/** Lets one node die in a region of its own and measures how the packaged controller answers. */
final class Trial {
  private static final String CALLER = "CONTROLLER";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MEGABYTES = 1769;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The set-up's waits are not what is measured. */
  private static final Timing BRISK = Timing.typical().dividedBy(100);

  /** A replacement takes minutes; none is to come into the measurement. */
  private static final Timing MEASURED = Timing.typical().withGroupCheck(Duration.ofHours(1));

  private static final String SWEEP =
      """
      {"version":"0","source":"aws.events","detail-type":"Scheduled Event","detail":{}}\
      """;

  private final Setting setting;

  Trial(Setting setting) {
    this.setting = setting;
  }

  /** Runs one failover of so many tables. */
  Failover run(Mode mode, int tables) throws IOException {
    RegionSettings region = RegionSettings.defaults().withTiming(BRISK);
    try (RegionServer server = RegionServer.start(region);
        Account account = Account.at(server.endpoint(), region.region());
        LambdaFunction function = function(mode, server, region)) {
      Estate estate = new Construction(server, account, region.zones()).build(tables);
      server.with(built -> built.settings(settings -> settings.withTiming(MEASURED)));
      server.latency(setting.latency());
      bring(function, mode);
      server.with(
          ready ->
              ready.settings(settings -> settings.withThrottling(setting.bucket().isPresent())));
      return measure(server, function, estate);
    }
  }

  private LambdaFunction function(Mode mode, RegionServer server, RegionSettings region) {
    FunctionSettings settings =
        FunctionSettings.builder("nat-failover-Controller", setting.taskRoot(), setting.handler())
            .qualifier("live")
            .initialization(mode.initialization())
            .memoryMegabytes(MEGABYTES)
            .timeout(TIMEOUT)
            .logFormat(LogFormat.JSON)
            .region(region.region())
            .credentials(new Credentials(CALLER, "controller", "controller"))
            .environment(Map.of("AWS_ENDPOINT_URL", server.endpoint().toString()))
            .build();
    return new LambdaFunction(ManagedRuntime.java25(setting.runtime()), settings, _ -> {});
  }

  /** Brings the function to the state in which the event is to meet it. */
  private static void bring(LambdaFunction function, Mode mode) {
    switch (mode) {
      case COLD -> {}
      case RESTORED -> function.provision(1).join();
      case WARM -> {
        function.provision(1).join();
        Outcome outcome = function.invoke(SWEEP).join().outcome();
        if (outcome instanceof Outcome.FunctionError error) {
          throw new IllegalStateException("the sweep before failed: " + error.payload());
        }
      }
    }
  }

  private static Failover measure(RegionServer server, LambdaFunction function, Estate estate) {
    CompletableFuture<Event> dying = new CompletableFuture<>();
    server.onEvent(
        event -> {
          if (tellsOfTheDeathOf(estate.victim(), event)) {
            dying.complete(event);
          }
        });
    CallLog log = new CallLog(CALLER);
    server.onCall(log::add);
    server.with(region -> region.killInstance(estate.victim()));
    Event event = dying.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    Instant handedOver = Instant.now();
    Invocation invocation = function.invoke(event.json()).join();
    Duration total = Duration.between(handedOver, Instant.now());
    log.settle();
    Picture picture = server.read(region -> region.picture());
    Set<String> tables =
        estate.tables().stream().map(Estate.RoutedTable::id).collect(Collectors.toSet());
    return new Failover(
        log.firstWrite(tables).map(at -> Duration.between(handedOver, at)),
        log.lastWrite(tables).map(at -> Duration.between(handedOver, at)),
        total,
        log.byAction(),
        log.throttled(),
        log.readsBeforeFirstWrite(),
        estate.routesRight(picture),
        trouble(invocation.outcome(), estate, picture));
  }

  private static boolean tellsOfTheDeathOf(String instance, Event event) {
    return event.detailType().equals("EC2 Instance State-change Notification")
        && event.detail().path("instance-id").asText().equals(instance)
        && event.detail().path("state").asText().equals("shutting-down");
  }

  private static Optional<String> trouble(Outcome outcome, Estate estate, Picture picture) {
    return switch (outcome) {
      case Outcome.FunctionError error ->
          Optional.of("the function failed: " + error.errorMessage());
      case Outcome.Success _ when !estate.addressMoved(picture) ->
          Optional.of("the zone's Elastic IP is not with the heir");
      case Outcome.Success _ -> Optional.empty();
    };
  }
}
