package natfailover.lab.region;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance as its group sees it. */
final class Member {
  private final Instance instance;
  private final LaunchTemplate template;
  private final List<Wait> waits = new ArrayList<>();
  private LifecycleState state = LifecycleState.PENDING;
  private boolean healthy = true;
  private boolean keepsPlace;
  private boolean outgoing;
  private boolean ready;
  private String condemnedFor = "";
  private @Nullable Instant inServiceSince;
  private Activity activity;

  Member(Instance instance, LaunchTemplate template, Activity activity) {
    this.instance = instance;
    this.template = template;
    this.activity = activity;
  }

  Instance instance() {
    return instance;
  }

  List<Wait> waits() {
    return waits;
  }

  LifecycleState state() {
    return state;
  }

  void enter(LifecycleState next, Instant now) {
    state = next;
    if (next == LifecycleState.IN_SERVICE) {
      inServiceSince = now;
    }
  }

  Activity activity() {
    return activity;
  }

  void activity(Activity next) {
    activity = next;
  }

  boolean healthy() {
    return healthy;
  }

  void recover() {
    healthy = true;
    condemnedFor = "";
  }

  /** Found unhealthy; the cause is told by the termination that follows. */
  void condemn(String cause) {
    if (healthy) {
      healthy = false;
      condemnedFor = cause;
    }
  }

  String condemnedFor() {
    return condemnedFor;
  }

  /** Done with its wait, or without one: in service as soon as the instance runs. */
  void ready() {
    ready = true;
  }

  boolean servesWhenRunning() {
    return ready && !state.leaving() && state != LifecycleState.IN_SERVICE;
  }

  Optional<Instant> inServiceSince() {
    return Optional.ofNullable(inServiceSince);
  }

  boolean serves() {
    return state == LifecycleState.IN_SERVICE && healthy;
  }

  boolean pending() {
    return !state.leaving() && state != LifecycleState.IN_SERVICE;
  }

  /** A leaving member whose place is filled only once it has gone. */
  void keepPlace(boolean value) {
    keepsPlace = value;
  }

  /** A member to be terminated as soon as its replacement is in service. */
  void outgoing(boolean value) {
    outgoing = value;
  }

  boolean outgoing() {
    return outgoing;
  }

  /** Whether the group has this member rather than need another. */
  boolean fillsPlace() {
    return state.leaving() ? keepsPlace : !outgoing;
  }

  Tree tree() {
    return new Tree()
        .put("InstanceId", instance.id())
        .put("InstanceType", instance.specification().type())
        .put("AvailabilityZone", instance.subnet().zone())
        .put("LifecycleState", state.text())
        .put("HealthStatus", healthy ? "Healthy" : "Unhealthy")
        .put("LaunchTemplate", GroupTree.template(template, "1"))
        .put("ProtectedFromScaleIn", false);
  }
}
