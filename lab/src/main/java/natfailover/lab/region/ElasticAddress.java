package natfailover.lab.region;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An Elastic IP: an allocation and, at most once, its association with a private address. */
final class ElasticAddress extends Resource {
  /** Where an Elastic IP is. */
  record Association(String id, NetworkInterface networkInterface, PrivateAddress address) {}

  private final String publicAddress;
  private @Nullable Association association;

  ElasticAddress(World world) {
    super(world, Kind.ADDRESS);
    this.publicAddress = world.ids().publicAddress();
  }

  String publicAddress() {
    return publicAddress;
  }

  Optional<Association> association() {
    return Optional.ofNullable(association);
  }

  /** Moves the address here; what it displaces stays allocated or, if automatic, is gone. */
  String associate(NetworkInterface networkInterface, PrivateAddress address) {
    Association now = association;
    if (now != null && now.address() == address) {
      return now.id();
    }
    disassociate();
    displace(address);
    String id = world().ids().next("eipassoc");
    association = new Association(id, networkInterface, address);
    address.publicAddress(new PublicAddress.Elastic(this, id));
    return id;
  }

  void disassociate() {
    if (association != null) {
      association.address().publicAddress(null);
      association = null;
    }
  }

  private static void displace(PrivateAddress address) {
    address
        .publicAddress()
        .ifPresent(
            held -> {
              if (held instanceof PublicAddress.Elastic elastic) {
                elastic.address().disassociate();
              }
            });
  }

  @Override
  Tree tree() {
    String account = world().settings().account();
    Tree tree =
        new Tree()
            .put("publicIp", publicAddress)
            .put("allocationId", id())
            .put("domain", "vpc")
            .put("publicIpv4Pool", "amazon")
            .put("networkBorderGroup", world().settings().region());
    if (association != null) {
      NetworkInterface at = association.networkInterface();
      tree.put("associationId", association.id())
          .put("networkInterfaceId", at.id())
          .put("networkInterfaceOwnerId", account)
          .put("privateIpAddress", association.address().text())
          .put("instanceId", at.instance().map(Resource::id).orElse(null));
    }
    return tree;
  }
}
