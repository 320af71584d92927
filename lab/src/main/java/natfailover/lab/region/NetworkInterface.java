package natfailover.lab.region;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An elastic network interface: addresses, the source/destination check, an attachment. */
final class NetworkInterface extends Resource {
  /** What an interface is attached to; NAT gateways' interfaces have no instance. */
  record Attachment(
      String id, Instance instance, int deviceIndex, boolean deletedOnTermination, Instant at) {}

  private final Subnet subnet;
  private final List<PrivateAddress> addresses = new ArrayList<>();
  private final String description;
  private final String hardwareAddress;
  private boolean sourceDestCheck = true;
  private boolean managed;
  private @Nullable Attachment attachment;

  /** An address that was checked before, or any free one. */
  NetworkInterface(Subnet subnet, Optional<String> address, String description) {
    super(subnet.world(), Kind.INTERFACE);
    this.subnet = subnet;
    this.description = description;
    this.hardwareAddress = world().ids().hardwareAddress();
    add(address, true);
  }

  PrivateAddress add(Optional<String> wanted, boolean primary) {
    wanted.ifPresent(subnet::take);
    PrivateAddress address = new PrivateAddress(wanted.orElseGet(subnet::takeAny), primary);
    addresses.add(address);
    return address;
  }

  /** Gives a secondary address, with the Elastic IP on it, to another interface. */
  void moveTo(NetworkInterface other, PrivateAddress address) {
    addresses.remove(address);
    Optional<ElasticAddress> elastic = elastic(address);
    elastic.ifPresent(ElasticAddress::disassociate);
    PrivateAddress moved = other.add(Optional.of(address.text()), false);
    elastic.ifPresent(held -> held.associate(other, moved));
  }

  String hardwareAddress() {
    return hardwareAddress;
  }

  Subnet subnet() {
    return subnet;
  }

  List<PrivateAddress> addresses() {
    return addresses;
  }

  PrivateAddress primary() {
    return addresses.getFirst();
  }

  boolean isPrimary(PrivateAddress address) {
    return address == primary();
  }

  Optional<PrivateAddress> address(String text) {
    return addresses.stream().filter(address -> address.text().equals(text)).findFirst();
  }

  boolean sourceDestCheck() {
    return sourceDestCheck;
  }

  void sourceDestCheck(boolean value) {
    sourceDestCheck = value;
  }

  Optional<Attachment> attachment() {
    return Optional.ofNullable(attachment);
  }

  Optional<Instance> instance() {
    return attachment().map(Attachment::instance);
  }

  /** Neither attached nor AWS's own. */
  boolean available() {
    return attachment == null && !managed;
  }

  void attach(Instance instance, int deviceIndex, boolean deletedOnTermination) {
    String id = world().ids().next("eni-attach");
    attachment = new Attachment(id, instance, deviceIndex, deletedOnTermination, world().now());
  }

  void detach() {
    attachment = null;
  }

  /** Marks the interface as AWS's own, as a NAT gateway's is. */
  void manage() {
    managed = true;
  }

  void delete() {
    attachment = null;
    for (PrivateAddress address : addresses) {
      elastic(address).ifPresent(ElasticAddress::disassociate);
      address.publicAddress(null);
      subnet.free(address.text());
    }
  }

  void dropAutomaticAddresses() {
    addresses.stream()
        .filter(a -> a.publicAddress().orElse(null) instanceof PublicAddress.Automatic)
        .forEach(a -> a.publicAddress(null));
  }

  private static Optional<ElasticAddress> elastic(PrivateAddress address) {
    return address
        .publicAddress()
        .filter(PublicAddress.Elastic.class::isInstance)
        .map(held -> ((PublicAddress.Elastic) held).address());
  }

  @Override
  Tree tree() {
    Tree tree = tree(false);
    tree.put("availabilityZone", subnet.zone()).put("requesterManaged", managed);
    return attachment == null
        ? tree
        : tree.put(
            "attachment",
            attachmentTree(attachment)
                .put("instanceId", attachment.instance().id())
                .put("instanceOwnerId", world().settings().account()));
  }

  /** The shape inside an instance. */
  Tree treeInInstance() {
    Tree tree = tree(true);
    return attachment == null ? tree : tree.put("attachment", attachmentTree(attachment));
  }

  private Tree tree(boolean inInstance) {
    String account = world().settings().account();
    return new Tree()
        .put("networkInterfaceId", id())
        .put("subnetId", subnet.id())
        .put("vpcId", subnet.vpc().id())
        .put("description", description)
        .put("ownerId", account)
        .put("status", available() ? "available" : "in-use")
        .put("macAddress", hardwareAddress)
        .put("interfaceType", managed ? "nat_gateway" : "interface")
        .put("privateIpAddress", primary().text())
        .put("sourceDestCheck", sourceDestCheck)
        .put("association", primary().association(account, inInstance))
        .list(
            "privateIpAddressesSet",
            addresses.stream()
                .map(address -> address.tree(world().settings(), inInstance))
                .toList());
  }

  private static Tree attachmentTree(Attachment attachment) {
    return new Tree()
        .put("attachmentId", attachment.id())
        .put("deviceIndex", attachment.deviceIndex())
        .put("status", "attached")
        .put("attachTime", attachment.at().truncatedTo(ChronoUnit.SECONDS))
        .put("deleteOnTermination", attachment.deletedOnTermination())
        .put("networkCardIndex", 0);
  }
}
