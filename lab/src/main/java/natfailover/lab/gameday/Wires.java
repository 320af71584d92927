package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import natfailover.lab.region.Event;
import natfailover.lab.region.RegionServer;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.runtime.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What AWS has between the parts: events from the region to the function, the schedule, and the
 * nodes' agents; and the lab's own eyes on all of it.
 */
final class Wires implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofSeconds(2);
  private static final Duration AGENTS = Duration.ofMillis(20);
  private static final Duration LOOK = Duration.ofMillis(5);

  private static final String TICK =
      """
      {"version":"0","source":"aws.events","detail-type":"Scheduled Event","detail":{}}\
      """;

  private final RegionServer server;
  private final LambdaFunction controller;
  private final boolean speaksForNodes;
  private final Predicate<Event> rules;
  private final NodeAgents agents = new NodeAgents();
  private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(4);
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile @Nullable Chronicle chronicle;
  private volatile @Nullable Traffic traffic;
  private volatile boolean sweeping = true;

  /**
   * Wires between a region and a controller.
   *
   * @param agents whether the lab speaks for the nodes
   * @param rules which events are handed to the controller
   */
  Wires(RegionServer server, LambdaFunction controller, boolean agents, Predicate<Event> rules) {
    this.rules = rules;
    this.server = server;
    this.controller = controller;
    this.speaksForNodes = agents;
  }

  /** From now on everything flows. */
  void connect() {
    server.onEvent(this::deliver);
    server.onCall(
        call -> {
          Chronicle now = chronicle;
          if (now != null && call.caller().equals("CONTROLLER")) {
            now.call(call);
          }
        });
    if (speaksForNodes) {
      every(AGENTS, () -> server.with(agents::advance));
    }
    every(LOOK, this::look);
    every(
        SWEEP,
        () -> {
          if (sweeping) {
            invoke(TICK);
          }
        });
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
    if (rules.test(event)) {
      Traffic now = traffic;
      if (now != null && now.concerns(event, server.read(region -> region.picture()))) {
        note(event.at(), "event: " + event.detailType() + " " + subject(event));
      }
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
                    note(Instant.now(), what);
                  }
                });
  }

  private static String subject(Event event) {
    return Optional.ofNullable(event.detail().get("instance-id"))
        .or(() -> Optional.ofNullable(event.detail().get("EC2InstanceId")))
        .or(() -> Optional.ofNullable(event.detail().get("instanceId")))
        .map(id -> id.asText() + " " + event.detail().path("state").asText())
        .map(words -> (words + about(event.detail())).strip())
        .orElse("");
  }

  /** Whom a node's report is about, and what it gives as evidence. */
  private static String about(JsonNode detail) {
    String peer = detail.path("peerId").asText("");
    List<String> evidence = new ArrayList<>();
    detail.path("evidence").forEach(line -> evidence.add(line.asText()));
    return (peer.isEmpty() || peer.equals("null") ? "" : "about " + peer)
        + (evidence.isEmpty() ? "" : " (" + String.join("; ", evidence) + ")");
  }

  private void look() {
    Traffic now = traffic;
    if (now != null) {
      now.look(server.read(region -> region.picture()));
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

  /** Whether the schedule runs; without it only what is told can be known. */
  void sweep(boolean on) {
    sweeping = on;
  }

  /** Nothing more is written down. */
  void unwatch() {
    chronicle = null;
    traffic = null;
  }

  /** Every invocation of the controller that ended in an error, and what failed in here. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Asks every few milliseconds until there is an answer. */
  <T> T poll(Supplier<Optional<T>> question) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable ask =
        () -> {
          try {
            question.get().ifPresent(result::complete);
          } catch (RuntimeException unexpected) {
            result.completeExceptionally(unexpected);
          }
        };
    ScheduledFuture<?> asking = clockwork.scheduleWithFixedDelay(ask, 0, 10, TimeUnit.MILLISECONDS);
    try {
      return result.join();
    } finally {
      asking.cancel(false);
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
