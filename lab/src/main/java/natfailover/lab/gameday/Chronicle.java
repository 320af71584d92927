package natfailover.lab.gameday;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import natfailover.lab.region.Call;

/** What happened and when, in milliseconds from the break; and how often AWS was called. */
final class Chronicle {
  /** One thing that happened; before the break the time is negative. */
  record Entry(long atMillis, String what) {}

  private final Clock clock;
  private final Consumer<String> live;
  private final List<Moment> moments = new ArrayList<>();
  private final Map<String, Integer> calls = new TreeMap<>();
  private Instant zero;
  private int beforeTheBreak;

  private record Moment(Instant at, String what) {}

  /**
   * A chronicle.
   *
   * @param live gets each line as it is written
   */
  Chronicle(Clock clock, Consumer<String> live) {
    this.clock = clock;
    this.live = live;
    this.zero = clock.instant();
  }

  synchronized void note(String what) {
    note(clock.instant(), what);
  }

  synchronized void note(Instant at, String what) {
    moments.add(new Moment(at, what));
    notifyAll();
    live.accept("%+7d ms  %s".formatted(Duration.between(zero, at).toMillis(), what));
  }

  /** From now on, time counts from here, and so do the calls. */
  synchronized Instant breakNow(String what) {
    zero = clock.instant();
    calls.clear();
    beforeTheBreak = moments.size();
    note(zero, what);
    return zero;
  }

  /** How long ago it broke. */
  synchronized Duration sinceTheBreak() {
    return Duration.between(zero, clock.instant());
  }

  /** Counts a call of the controller, and notes it if it changes something. */
  synchronized void call(Call call) {
    if (call.action().isEmpty()) {
      return; // A sandbox that is primed shakes hands with the endpoint.
    }
    calls.merge(call.action(), 1, Integer::sum);
    if (!call.request().reads() && !call.action().equals("Invoke")) {
      note(call.at(), describe(call));
    }
  }

  private static String describe(Call call) {
    Map<String, String> p = call.request().parameters();
    String text =
        switch (call.action()) {
          case "ReplaceRoute", "CreateRoute" ->
              p.get("RouteTableId")
                  + " → "
                  + p.getOrDefault("NetworkInterfaceId", p.getOrDefault("NatGatewayId", "?"));
          case "AssociateAddress" -> p.get("AllocationId") + " → " + p.get("PrivateIpAddress");
          case "CreateTags", "DeleteTags" -> p.get("ResourceId.1") + " " + tags(p);
          case "ModifyNetworkInterfaceAttribute" ->
              p.get("NetworkInterfaceId") + " source/destination check off";
          case "CompleteLifecycleAction" ->
              p.get("InstanceId") + " " + p.get("LifecycleActionResult");
          default -> "";
        };
    boolean dryRun = "true".equals(p.get("DryRun"));
    // EC2 answers a dry run by an error also where it would do it.
    boolean taken = call.status() == (dryRun ? 412 : 200);
    return "controller: %s%s %s%s"
        .formatted(
            dryRun ? "dry run of " : "",
            call.action(),
            text,
            taken ? "" : " refused with HTTP " + call.status());
  }

  private static String tags(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .filter(entry -> entry.getKey().matches("Tag\\.\\d+\\.Key"))
        .map(Map.Entry::getValue)
        .map(key -> key.replace("nat-failover:", ""))
        .sorted()
        .toList()
        .toString();
  }

  /** From the break to the first event after it that says this; nothing where none does. */
  Optional<Duration> detection(Optional<String> words) {
    return firstEvent(entries(), words.orElse(""))
        .map(first -> Duration.ofMillis(first.atMillis()));
  }

  /** The first event of a timeline that says this. */
  static Optional<Entry> firstEvent(List<Entry> timeline, String words) {
    return timeline.stream()
        .filter(entry -> entry.what().startsWith("event: ") && entry.what().contains(words))
        .min(Comparator.comparingLong(Entry::atMillis));
  }

  /** Waits until an event of this detail type is delivered; false when none is in time. */
  synchronized boolean awaitEvent(String detailType, Duration limit) {
    Instant deadline = clock.instant().plus(limit);
    while (moments.stream().noneMatch(m -> m.what().startsWith("event: " + detailType))) {
      long left = Duration.between(clock.instant(), deadline).toMillis();
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** What happened since the break, or since the beginning if nothing was broken. */
  synchronized List<Entry> entries() {
    return moments.stream()
        .skip(beforeTheBreak)
        .map(m -> new Entry(Duration.between(zero, m.at()).toMillis(), m.what()))
        .filter(entry -> entry.atMillis() >= 0)
        .sorted(Comparator.comparingLong(Entry::atMillis))
        .toList();
  }

  synchronized Map<String, Integer> calls() {
    return new TreeMap<>(calls);
  }
}
