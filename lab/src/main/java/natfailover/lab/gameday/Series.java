package natfailover.lab.gameday;

import java.util.List;
import java.util.Optional;

/**
 * All runs of a scenario in a network.
 *
 * @param baseline how an instance without help fared under the same
 * @param targets what the figures were to be, where packets flowed
 */
record Series(
    Network network,
    Scenario scenario,
    List<ScenarioResult> runs,
    Optional<Baseline> baseline,
    List<Target> targets) {
  boolean pass() {
    return runs.stream().allMatch(ScenarioResult::pass);
  }

  /** The run that tells most: the first that failed, else the last. */
  ScenarioResult shown() {
    return runs.stream().filter(run -> !run.pass()).findFirst().orElse(runs.getLast());
  }
}
