package natfailover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import natfailover.Finding.FleetFinding;
import natfailover.Look.Mode;
import natfailover.Trigger.Command;
import natfailover.Trigger.NotUnderstood;
import natfailover.Trigger.Sweep;

/**
 * The answer of one invocation, which is its log line too, and what has to be thrown after it.
 *
 * <p>One fleet asked for: that fleet's report. A sweep, or news of several: {@code {"fleets":
 * […]}}, with {@code "ignored"} and {@code "errors"} where there were any.
 */
final class Report {
  private final List<Map<String, Object>> fleets = new ArrayList<>();
  private final List<Map<String, Object>> ignored = new ArrayList<>();
  private final List<Map<String, Object>> errors = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private boolean sweep;

  /** Adds what a reconcile came to. */
  void add(Trigger trigger, Mode mode, Finding finding) {
    sweep |= trigger instanceof Sweep;
    switch (finding) {
      case Finding.Ignored(String because) -> ignored(trigger, because);
      case Finding.Refused(Refusal refusal) -> errors.add(refusal.json());
      case Finding.Blind blind -> blind(trigger, blind);
      case Finding.Examined examined -> fleets.add(DoctorReport.json(trigger, examined, mode));
      case Finding.Reconciled reconciled -> {
        for (FleetFinding fleet : reconciled.fleets()) {
          fleets.add(FleetReport.json(trigger, fleet, mode, reconciled.took()));
          if (!(trigger instanceof Command)) {
            failures.addAll(FleetReport.failures(fleet));
          }
        }
        reconciled
            .unseen()
            .forEach(
                (name, why) -> fail(ErrorCode.CANNOT_SEE, "fleet " + name + ": " + why, trigger));
      }
    }
  }

  void ignored(Trigger trigger, String because) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trigger", FleetReport.trigger(trigger));
    json.put("ignored", because);
    ignored.add(json);
  }

  void notUnderstood(NotUnderstood trigger) {
    errors.add(new Refusal(ErrorCode.NOT_UNDERSTOOD, trigger.message()).json());
    if (!trigger.command()) {
      failures.add(trigger.message());
    }
  }

  /** As plain values, ready to be written. */
  Map<String, Object> json() {
    boolean single = !sweep && fleets.size() + ignored.size() + errors.size() == 1;
    if (single) {
      return List.of(fleets, ignored, errors).stream().flatMap(List::stream).toList().getFirst();
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fleets", fleets);
    if (!ignored.isEmpty()) {
      json.put("ignored", ignored);
    }
    if (!errors.isEmpty()) {
      json.put("errors", errors);
    }
    return json;
  }

  /** What went wrong and has to be retried or to raise an alarm; a command's sender reads it. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void blind(Trigger trigger, Finding.Blind blind) {
    fail(ErrorCode.CANNOT_SEE, blind.because() + Journal.told(blind.outcomes()), trigger);
  }

  private void fail(ErrorCode code, String message, Trigger trigger) {
    errors.add(new Refusal(code, message).json());
    if (!(trigger instanceof Command)) {
      failures.add(message);
    }
  }
}
