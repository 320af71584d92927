package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Elastic IPs. */
final class AddressActions {
  private static final Listing LISTING =
      new Listing(
          "addressesSet",
          "AllocationId",
          0,
          0,
          false,
          Filters.Paths.of(
              "allocation-id allocationId",
              "association-id associationId",
              "domain domain",
              "instance-id instanceId",
              "network-border-group networkBorderGroup",
              "network-interface-id networkInterfaceId",
              "network-interface-owner-id networkInterfaceOwnerId",
              "private-ip-address privateIpAddress",
              "public-ip publicIp",
              "tag-key tagSet/key",
              "tag-value tagSet/value"));
  private final Ec2 ec2;

  AddressActions(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeAddresses", Action.read(this::describe));
    actions.put("AllocateAddress", this::allocate);
    actions.put("AssociateAddress", this::associate);
    actions.put("DisassociateAddress", this::disassociate);
    actions.put("ReleaseAddress", this::release);
  }

  private Tree describe(Parameters parameters) {
    List<String> wanted = parameters.list("PublicIp");
    for (String address : wanted) {
      if (ec2.addresses().all().stream().noneMatch(a -> a.publicAddress().equals(address))) {
        throw notFound(address);
      }
    }
    return LISTING.answer(
        parameters,
        ec2.addresses(),
        view -> wanted.isEmpty() || wanted.contains(view.resource().publicAddress()),
        found -> found);
  }

  private Supplier<Tree> allocate(Parameters parameters) {
    var tags = TagReader.read(parameters, Kind.ADDRESS);
    return () -> {
      ElasticAddress address = new ElasticAddress(ec2.world());
      address.tags().put(tags);
      ec2.addresses().add(address);
      return address.tree();
    };
  }

  private Supplier<Tree> associate(Parameters parameters) {
    ElasticAddress address = allocated(parameters);
    NetworkInterface target = target(parameters);
    PrivateAddress at =
        parameters
            .text("PrivateIpAddress")
            .map(text -> target.address(text).orElseThrow(() -> notOn(target, text)))
            .orElseGet(target::primary);
    ec2.requireInternetGateway(target.subnet().vpc());
    boolean elsewhere = address.association().filter(a -> a.address() != at).isPresent();
    if (elsewhere && !parameters.flag("AllowReassociation", true)) {
      throw ApiError.of(
          "Resource.AlreadyAssociated",
          "resource "
              + address.id()
              + " is already associated with associate-id "
              + address.association().orElseThrow().id());
    }
    return () -> new Tree().put("return", true).put("associationId", address.associate(target, at));
  }

  private NetworkInterface target(Parameters parameters) {
    boolean byInstance = parameters.has("InstanceId");
    if (byInstance == parameters.has("NetworkInterfaceId")) {
      throw byInstance
          ? ApiError.combination("You may specify either an InstanceId or a NetworkInterfaceId")
          : ApiError.missing("InstanceId or NetworkInterfaceId");
    }
    if (byInstance) {
      Instance instance = ec2.instances().get(parameters.required("InstanceId"));
      settled(instance, "instance '" + instance.id() + "'");
      return instance.onlyInterface();
    }
    NetworkInterface target = ec2.interfaces().get(parameters.required("NetworkInterfaceId"));
    String what = "instance to which '" + target.id() + "' is attached";
    target.instance().ifPresent(instance -> settled(instance, what));
    return target;
  }

  /** An address cannot be put on an instance that is still coming or already going. */
  private static void settled(Instance instance, String what) {
    InstanceState state = instance.state();
    if (state == InstanceState.PENDING || state.ending()) {
      throw ApiError.of(
          "InvalidInstanceID",
          "The " + state.text() + " " + what + " is not in a valid state for this operation.");
    }
  }

  private Supplier<Tree> disassociate(Parameters parameters) {
    if (parameters.has("PublicIp")) {
      ElasticAddress address = allocated(parameters);
      return Action.done(address::disassociate);
    }
    String id = parameters.required("AssociationId");
    ElasticAddress address =
        ec2.addresses().all().stream()
            .filter(each -> each.association().filter(a -> a.id().equals(id)).isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    ApiError.of(
                        "InvalidAssociationID.NotFound",
                        "The association ID '" + id + "' does not exist"));
    return Action.done(address::disassociate);
  }

  private Supplier<Tree> release(Parameters parameters) {
    ElasticAddress address = allocated(parameters);
    if (address.association().isPresent()) {
      throw ApiError.of(
          "InvalidIPAddress.InUse", "Address " + address.publicAddress() + " is in use.");
    }
    return Action.done(() -> ec2.addresses().remove(address));
  }

  private ElasticAddress allocated(Parameters parameters) {
    if (parameters.has("AllocationId")) {
      return ec2.addresses().get(parameters.required("AllocationId"));
    }
    String text = parameters.text("PublicIp").orElseThrow(() -> ApiError.missing("AllocationId"));
    return ec2.addresses().all().stream()
        .filter(each -> each.publicAddress().equals(text))
        .findFirst()
        .orElseThrow(() -> notFound(text));
  }

  private static ApiError notFound(String address) {
    return ApiError.of("InvalidAddress.NotFound", "Address '" + address + "' not found.");
  }

  private static ApiError notOn(NetworkInterface target, String address) {
    return ApiError.invalid(
        "Private IP address "
            + address
            + " is not assigned to the interface '"
            + target.id()
            + "'");
  }
}
