package natfailover;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import natfailover.plan.Evidence;

/** One event on its way to becoming triggers: what kind it is, its fields, when it happened. */
record TriggerEvent(String kind, Fields fields, Instant at) {
  Fields detail() {
    return fields.object("detail");
  }

  List<Trigger> look(String subject, Trigger.Scope scope, Evidence... evidence) {
    return List.of(new Trigger.Signal(kind, subject, scope, Arrays.asList(evidence)));
  }

  List<Trigger> lookAt(String instance, Evidence... evidence) {
    return look(instance, new Trigger.Scope.Instance(instance), evidence);
  }

  List<Trigger> sweep(String subject) {
    return List.of(new Trigger.Sweep(kind, subject));
  }

  List<Trigger> ignored(String subject, String because) {
    return List.of(new Trigger.Ignored(kind, subject, because));
  }
}
