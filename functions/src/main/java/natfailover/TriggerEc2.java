package natfailover;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import natfailover.plan.Evidence;
import natfailover.plan.InstanceState;

/** What EC2 says about an instance: its state, and that it will be taken back. */
final class TriggerEc2 {
  private static final Duration AFTER_INTERRUPTION = Duration.ofMinutes(10);
  private static final Duration AFTER_REBALANCE = Duration.ofMinutes(30);

  private TriggerEc2() {}

  static List<Trigger> stateChange(TriggerEvent event) {
    String id = event.detail().instance("instance-id");
    InstanceState state =
        event.detail().oneOf("state", InstanceState.values(), TriggerEc2::spelling);
    return event.lookAt(id, new Evidence.StateChanged(id, event.at(), event.kind(), state));
  }

  /** EC2 takes the instance two minutes after its warning. */
  static List<Trigger> interruption(TriggerEvent event) {
    return leaving(event, AFTER_INTERRUPTION);
  }

  /** An elevated risk only, so the warning may well lapse with the instance running on. */
  static List<Trigger> rebalance(TriggerEvent event) {
    return leaving(event, AFTER_REBALANCE);
  }

  private static List<Trigger> leaving(TriggerEvent event, Duration lapse) {
    String id = event.detail().instance("instance-id");
    return event.lookAt(
        id, new Evidence.Leaving(id, event.at(), event.kind(), event.at().plus(lapse)));
  }

  private static String spelling(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
