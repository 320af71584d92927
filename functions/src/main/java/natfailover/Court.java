package natfailover;

import java.time.Duration;
import java.util.List;
import natfailover.aws.Calls;
import natfailover.aws.Probers;
import natfailover.plan.Evidence.Probed;
import natfailover.plan.Fleet;
import natfailover.plan.Inquiry.Question;
import natfailover.plan.Overlay;

/**
 * Where probers are heard.
 *
 * @param patience how long an answer is waited for; none is asked for where that is nothing
 */
record Court(Probers probers, Duration patience, Overlay overlay) {
  List<Probed> ask(Calls calls, List<Question> questions, Duration most) {
    Duration box = most.compareTo(patience) < 0 ? most : patience;
    return questions.isEmpty() || !box.isPositive()
        ? List.of()
        : probers.ask(calls, questions, box);
  }

  Fleet lay(Fleet fleet, List<Probed> answers) {
    return overlay.lay(fleet, List.copyOf(answers));
  }
}
