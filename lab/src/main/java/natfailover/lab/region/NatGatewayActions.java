package natfailover.lab.region;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** NAT gateways, which come up and go away slowly. */
final class NatGatewayActions {
  private static final Listing LISTING =
      new Listing(
          "natGatewaySet",
          "NatGatewayId",
          5,
          1000,
          false,
          Filters.Paths.of(
              "nat-gateway-id natGatewayId",
              "state state",
              "subnet-id subnetId",
              "vpc-id vpcId",
              "tag-key tagSet/key",
              "tag-value tagSet/value"));
  private final Ec2 ec2;

  NatGatewayActions(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeNatGateways", Action.read(p -> LISTING.answer(p, ec2.natGateways())));
    actions.put("CreateNatGateway", this::create);
    actions.put("DeleteNatGateway", this::delete);
  }

  private Supplier<Tree> create(Parameters parameters) {
    Subnet subnet = ec2.subnets().get(parameters.required("SubnetId"));
    boolean isPublic = !parameters.text("ConnectivityType").equals(Optional.of("private"));
    if (isPublic) {
      ec2.requireInternetGateway(subnet.vpc());
    }
    ElasticAddress address =
        isPublic ? ec2.addresses().get(parameters.required("AllocationId")) : null;
    if (address != null && address.association().isPresent()) {
      throw ApiError.of(
          "Resource.AlreadyAssociated",
          "Elastic IP address [" + address.id() + "] is already associated");
    }
    var tags = TagReader.read(parameters, Kind.NAT_GATEWAY);
    return () -> {
      NetworkInterface own =
          new NetworkInterface(subnet, Optional.empty(), "Interface for NAT Gateway");
      own.manage();
      own.sourceDestCheck(false);
      ec2.interfaces().add(own);
      if (address != null) {
        address.associate(own, own.primary());
      }
      NatGateway gateway = new NatGateway(own, address);
      gateway.tags().put(tags);
      ec2.natGateways().add(gateway);
      later(() -> gateway.state(NatGateway.State.AVAILABLE), gateway, NatGateway.State.PENDING);
      return new Tree().put("natGateway", gateway.fullTree());
    };
  }

  private Supplier<Tree> delete(Parameters parameters) {
    NatGateway gateway = ec2.natGateways().get(parameters.required("NatGatewayId"));
    return () -> {
      if (!gateway.gone()) {
        gateway.state(NatGateway.State.DELETING);
        later(() -> deleted(gateway), gateway, NatGateway.State.DELETING);
      }
      return new Tree().put("natGatewayId", gateway.id());
    };
  }

  private void later(Runnable change, NatGateway gateway, NatGateway.State from) {
    ec2.world()
        .after(
            ec2.world().timing().natGateway(),
            () -> {
              if (gateway.state() == from) {
                change.run();
              }
            });
  }

  private void deleted(NatGateway gateway) {
    gateway.state(NatGateway.State.DELETED);
    ec2.delete(gateway.networkInterface());
    Duration visible = ec2.world().timing().terminatedVisible();
    ec2.world().after(visible, () -> ec2.natGateways().remove(gateway));
  }
}
