package natfailover.lab.region;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance: its state and its interfaces. Transitions are made by {@link Machines}. */
final class Instance extends Resource {
  private final LaunchSpecification specification;
  private final Subnet subnet;
  private final String reservation;
  private final List<NetworkInterface> interfaces = new ArrayList<>();
  private InstanceState state = InstanceState.PENDING;
  private @Nullable StateReason reason;
  private String transitionReason = "";
  private Instant launched;
  private int transitions;
  private boolean automaticAddress;

  Instance(LaunchSpecification specification, Subnet subnet, String reservation) {
    super(subnet.world(), Kind.INSTANCE);
    this.specification = specification;
    this.subnet = subnet;
    this.reservation = reservation;
    this.launched = world().now();
  }

  void attach(NetworkInterface each, int deviceIndex, boolean deletedOnTermination) {
    each.attach(this, deviceIndex, deletedOnTermination);
    interfaces.add(each);
  }

  InstanceState state() {
    return state;
  }

  LaunchSpecification specification() {
    return specification;
  }

  Subnet subnet() {
    return subnet;
  }

  String reservation() {
    return reservation;
  }

  /** Gives the primary interface a public address of Amazon's, now and at every start. */
  void wantAutomaticAddress() {
    automaticAddress = true;
    giveAutomaticAddress();
  }

  void giveAutomaticAddress() {
    primary()
        .map(NetworkInterface::primary)
        .filter(address -> automaticAddress && address.publicAddress().isEmpty())
        .ifPresent(address -> address.publicAddress(newAutomaticAddress()));
  }

  private PublicAddress newAutomaticAddress() {
    return new PublicAddress.Automatic(world().ids().publicAddress());
  }

  boolean spot() {
    return specification.spot();
  }

  Optional<StateReason> reason() {
    return Optional.ofNullable(reason);
  }

  List<NetworkInterface> interfaces() {
    return interfaces;
  }

  Optional<NetworkInterface> primary() {
    return interfaces.stream()
        .min(Comparator.comparing(each -> each.attachment().map(a -> a.deviceIndex()).orElse(9)));
  }

  /** The one interface the instance forms of other calls mean. */
  NetworkInterface onlyInterface() {
    if (interfaces.size() > 1) {
      throw ApiError.of(
          "InvalidInstanceID",
          "There are multiple interfaces attached to instance '"
              + id()
              + "'. Please specify an"
              + " interface ID for the operation instead.");
    }
    return primary()
        .orElseThrow(
            () ->
                ApiError.of(
                    "IncorrectInstanceState",
                    "The instance '" + id() + "' is not in a valid state for this operation."));
  }

  /** Whether a route to this instance is active rather than a black hole. */
  boolean holdsRoutes() {
    return state != InstanceState.STOPPED && state != InstanceState.TERMINATED;
  }

  /** Changes state; the number returned tells a later task whether this is still the latest. */
  int enter(InstanceState next) {
    state = next;
    return ++transitions;
  }

  boolean isAt(int transition) {
    return transitions == transition;
  }

  void because(@Nullable StateReason why) {
    reason = why;
    transitionReason = why == null ? "" : why.transition(world().now());
  }

  void launchedNow() {
    launched = world().now();
  }

  @Override
  Tree tree() {
    Tree tree =
        new Tree()
            .put("reservationId", reservation)
            .put("instanceId", id())
            .put("imageId", specification.resolvedImage())
            .put("instanceState", state.tree())
            .put("reason", transitionReason)
            .put("stateReason", reason == null ? null : reason.tree())
            .put("instanceType", specification.type())
            .put("launchTime", launched.truncatedTo(ChronoUnit.SECONDS))
            .put("placement", placement())
            .put("monitoring", new Tree().put("state", "disabled"))
            .put(
                "architecture",
                specification.type().matches("[a-z0-9]*g[a-z]*\\..*") ? "arm64" : "x86_64")
            .put("instanceLifecycle", spot() ? "spot" : null)
            .list("networkInterfaceSet", interfaces.stream().map(e -> e.treeInInstance()).toList());
    primary().ifPresent(each -> network(tree, each));
    return tree;
  }

  private Tree placement() {
    return new Tree()
        .put("availabilityZone", subnet.zone())
        .put("availabilityZoneId", Zones.id(world().settings(), subnet.zone()))
        .put("tenancy", "default");
  }

  /** AWS drops subnet, VPC and addresses of a terminated instance, so this is only for others. */
  private void network(Tree tree, NetworkInterface primary) {
    tree.put("subnetId", subnet.id())
        .put("vpcId", subnet.vpc().id())
        .put("privateIpAddress", primary.primary().text())
        .put("sourceDestCheck", primary.sourceDestCheck())
        .put("ipAddress", primary.primary().publicAddress().map(PublicAddress::text).orElse(null));
  }
}
