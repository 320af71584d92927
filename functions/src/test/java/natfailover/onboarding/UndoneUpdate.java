package natfailover.onboarding;

import java.util.List;
import java.util.Map;

/** An update of two zones' tables, and CloudFormation's way back from it. */
abstract class UndoneUpdate {
  static final String LEFT = ", so that it was left alone";
  final Desk desk = new Desk();

  /** What was asked for last, which is what the way back starts from. */
  Map<?, ?> failed = Map.of();

  UndoneUpdate() {
    desk.zones("a", "b");
  }

  /** The check and then the resource are asked for what the desk has by now. */
  final void forward(Map<?, ?> from) {
    desk.checked();
    desk.update(from);
    failed = desk.snapshot();
  }

  /** CloudFormation goes back to the check as it was, and asks for what the resource had. */
  final List<String> back(Map<?, ?> to) {
    desk.properties.clear();
    to.forEach((name, value) -> desk.properties.put(String.valueOf(name), value));
    return desk.update(failed);
  }
}
