package natfailover.lab.region;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What DescribeInstanceStatus says of an instance: the checks, and events scheduled by AWS. */
final class InstanceStatus extends Resource {
  /** An event AWS has scheduled for an instance. */
  record Scheduled(String id, String code, String description, Instant notBefore) {}

  /** The outcome of the status checks. */
  enum Health {
    INITIALIZING("initializing", "initializing"),
    OK("ok", "passed"),
    IMPAIRED("impaired", "failed"),
    INSUFFICIENT_DATA("insufficient-data", "insufficient-data");

    private final String status;
    private final String reachability;

    Health(String status, String reachability) {
      this.status = status;
      this.reachability = reachability;
    }
  }

  private final Instance instance;
  private final List<Scheduled> events = new ArrayList<>();
  private Health health = Health.INITIALIZING;
  private @Nullable Instant impairedSince;

  InstanceStatus(Instance instance) {
    super(instance.world(), Kind.INSTANCE, instance.id());
    this.instance = instance;
  }

  Health health() {
    return health;
  }

  void health(Health next) {
    health = next;
    impairedSince = next == Health.IMPAIRED ? world().now() : null;
  }

  /** On a new host after a start: checked anew, and no longer due for what the old one was. */
  void moved() {
    events.clear();
    health(Health.INITIALIZING);
  }

  /** Only impaired counts against an instance; insufficient data never does. */
  Optional<Instant> impairedSince() {
    return Optional.ofNullable(impairedSince);
  }

  List<Scheduled> events() {
    return events;
  }

  void schedule(String code, String description, Instant notBefore) {
    String id = world().ids().next("instance-event");
    events.add(new Scheduled(id, code, description, notBefore));
  }

  @Override
  Tree tree() {
    boolean running = instance.state() == InstanceState.RUNNING;
    Tree tree =
        new Tree()
            .put("instanceId", id())
            .put("availabilityZone", instance.subnet().zone())
            .put("instanceState", instance.state().tree())
            .put("instanceStatus", running ? check() : notApplicable())
            .put("systemStatus", running ? check() : notApplicable());
    return events.isEmpty()
        ? tree
        : tree.list("eventsSet", events.stream().map(InstanceStatus::tree).toList());
  }

  private Tree check() {
    Tree detail =
        new Tree()
            .put("name", "reachability")
            .put("status", health.reachability)
            .put("impairedSince", impairedSince);
    return new Tree().put("status", health.status).list("details", List.of(detail));
  }

  private static Tree notApplicable() {
    return new Tree().put("status", "not-applicable");
  }

  private static Tree tree(Scheduled event) {
    return new Tree()
        .put("instanceEventId", event.id())
        .put("code", event.code())
        .put("description", event.description())
        .put("notBefore", event.notBefore());
  }
}
