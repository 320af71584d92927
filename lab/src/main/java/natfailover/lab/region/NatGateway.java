package natfailover.lab.region;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A managed NAT gateway. */
final class NatGateway extends Resource {
  /** A NAT gateway's states; the wire has them in lower case. */
  enum State {
    PENDING,
    AVAILABLE,
    DELETING,
    DELETED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final NetworkInterface networkInterface;
  private final @Nullable ElasticAddress address;
  private final Instant created;
  private State state = State.PENDING;
  private @Nullable Instant deleted;

  NatGateway(NetworkInterface networkInterface, @Nullable ElasticAddress address) {
    super(networkInterface.world(), Kind.NAT_GATEWAY);
    this.networkInterface = networkInterface;
    this.address = address;
    this.created = world().now();
  }

  NetworkInterface networkInterface() {
    return networkInterface;
  }

  Vpc vpc() {
    return networkInterface.subnet().vpc();
  }

  State state() {
    return state;
  }

  void state(State next) {
    state = next;
    deleted = next == State.DELETED ? world().now() : null;
  }

  boolean gone() {
    return state == State.DELETING || state == State.DELETED;
  }

  @Override
  Tree tree() {
    Tree where =
        new Tree()
            .put("networkInterfaceId", networkInterface.id())
            .put("privateIp", networkInterface.primary().text())
            .put("isPrimary", true);
    if (address != null) {
      where.put("allocationId", address.id()).put("publicIp", address.publicAddress());
      address.association().ifPresent(at -> where.put("associationId", at.id()));
    }
    return new Tree()
        .put("natGatewayId", id())
        .put("subnetId", networkInterface.subnet().id())
        .put("vpcId", vpc().id())
        .put("state", state.text())
        .put("createTime", created)
        .put("deleteTime", deleted)
        .put("connectivityType", address == null ? "private" : "public")
        .list("natGatewayAddressSet", List.of(where));
  }
}
