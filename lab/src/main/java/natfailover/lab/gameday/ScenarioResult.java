package natfailover.lab.gameday;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one run of a scenario went.
 *
 * @param reason why it failed; empty when it passed
 * @param outage how long the broken zone's worst table was without egress; nothing where nobody got
 *     as far as to look
 * @param detection from the break to the first event about it that reached the controller; nothing
 *     where there was none that says what is expected
 * @param unprovokedMoves how often traffic moved before anything was broken
 * @param egressIp the address that the far end saw: before, during, after
 * @param apiCalls the controller's calls from the break to the end, by action
 * @param observation what hosts saw, where packets flowed
 */
record ScenarioResult(
    Scenario scenario,
    String reason,
    Optional<Duration> outage,
    Optional<Duration> detection,
    int unprovokedMoves,
    Map<String, String> egressIp,
    List<Chronicle.Entry> timeline,
    Map<String, Integer> apiCalls,
    Optional<Observation> observation) {
  /** It could not be told, since the lab itself failed. */
  static ScenarioResult broken(Scenario scenario, RuntimeException failed, Chronicle chronicle) {
    return new ScenarioResult(
        scenario,
        "the game day itself failed: " + failed,
        Optional.empty(),
        Optional.empty(),
        0,
        Map.of(),
        Timeline.of(chronicle.entries(), Optional.empty()),
        chronicle.calls(),
        Optional.empty());
  }

  boolean pass() {
    return reason.isEmpty();
  }
}
