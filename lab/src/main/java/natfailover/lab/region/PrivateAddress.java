package natfailover.lab.region;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private address of a network interface and the public address on it, if any. */
final class PrivateAddress {
  private final String text;
  private final boolean primary;
  private @Nullable PublicAddress publicAddress;

  PrivateAddress(String text, boolean primary) {
    this.text = text;
    this.primary = primary;
  }

  String text() {
    return text;
  }

  Optional<PublicAddress> publicAddress() {
    return Optional.ofNullable(publicAddress);
  }

  void publicAddress(@Nullable PublicAddress address) {
    publicAddress = address;
  }

  Tree tree(RegionSettings settings, boolean inInstance) {
    return new Tree()
        .put("privateIpAddress", text)
        .put("privateDnsName", hostName(settings.region()))
        .put("primary", primary)
        .put("association", association(settings.account(), inInstance));
  }

  private String hostName(String region) {
    String domain = region.equals("us-east-1") ? "ec2" : region + ".compute";
    return "ip-" + text.replace('.', '-') + "." + domain + ".internal";
  }

  /** Inside an instance AWS leaves the ids of the association out. */
  @Nullable Tree association(String account, boolean inInstance) {
    return switch (publicAddress) {
      case null -> null;
      case PublicAddress.Automatic automatic ->
          new Tree().put("publicIp", automatic.text()).put("ipOwnerId", "amazon");
      case PublicAddress.Elastic elastic -> {
        Tree tree = new Tree().put("publicIp", elastic.text()).put("ipOwnerId", account);
        yield inInstance
            ? tree
            : tree.put("allocationId", elastic.address().id())
                .put("associationId", elastic.associationId());
      }
    };
  }
}
