package natfailover.lab.region;

import java.util.Map;
import java.util.function.Supplier;

/** VPCs, subnets and internet gateways. */
final class VpcActions {
  private static final Listing VPCS =
      new Listing(
          "vpcSet",
          "VpcId",
          5,
          1000,
          false,
          Filters.Paths.of(
              "vpc-id vpcId",
              "cidr cidrBlock",
              "cidr-block-association.cidr-block cidrBlockAssociationSet/cidrBlock",
              "dhcp-options-id dhcpOptionsId",
              "is-default isDefault",
              "isDefault isDefault",
              "owner-id ownerId",
              "state state",
              "tag-key tagSet/key",
              "tag-value tagSet/value"));
  private static final Listing SUBNETS =
      new Listing(
          "subnetSet",
          "SubnetId",
          5,
          1000,
          false,
          Filters.Paths.of(
              "subnet-id subnetId",
              "subnet-arn subnetArn",
              "vpc-id vpcId",
              "availability-zone availabilityZone",
              "availabilityZone availabilityZone",
              "availability-zone-id availabilityZoneId",
              "available-ip-address-count availableIpAddressCount",
              "cidr-block cidrBlock",
              "cidr cidrBlock",
              "default-for-az defaultForAz",
              "map-public-ip-on-launch mapPublicIpOnLaunch",
              "owner-id ownerId",
              "state state",
              "tag-key tagSet/key",
              "tag-value tagSet/value"));
  private static final Listing GATEWAYS =
      new Listing(
          "internetGatewaySet",
          "InternetGatewayId",
          5,
          1000,
          false,
          Filters.Paths.of(
              "internet-gateway-id internetGatewayId",
              "attachment.state attachmentSet/state",
              "attachment.vpc-id attachmentSet/vpcId",
              "owner-id ownerId",
              "tag-key tagSet/key",
              "tag-value tagSet/value"));
  private final Ec2 ec2;

  VpcActions(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void register(Map<String, Action> actions) {
    actions.put("DescribeVpcs", Action.read(p -> VPCS.answer(p, ec2.vpcs())));
    actions.put("DescribeSubnets", Action.read(p -> SUBNETS.answer(p, ec2.subnets())));
    actions.put(
        "DescribeInternetGateways", Action.read(p -> GATEWAYS.answer(p, ec2.internetGateways())));
    actions.put("DescribeAvailabilityZones", Action.read(ec2.zones()::describe));
    actions.put("CreateVpc", this::createVpc);
    actions.put("CreateSubnet", this::createSubnet);
    actions.put("ModifySubnetAttribute", this::modifySubnet);
    actions.put("CreateInternetGateway", this::createGateway);
    actions.put("AttachInternetGateway", this::attachGateway);
  }

  private Supplier<Tree> createVpc(Parameters parameters) {
    Cidr block = Cidr.parse(parameters.required("CidrBlock"));
    if (block.length() < 16 || block.length() > 28) {
      throw ApiError.of("InvalidVpc.Range", "The CIDR '" + block + "' is invalid.");
    }
    var tags = TagReader.read(parameters, Kind.VPC);
    return () -> {
      Vpc vpc = new Vpc(ec2.world(), block);
      vpc.tags().put(tags);
      ec2.vpcs().add(vpc);
      RouteTable main = new RouteTable(vpc);
      main.associate(null);
      ec2.routeTables().add(main);
      return new Tree().put("vpc", vpc.fullTree());
    };
  }

  private Supplier<Tree> createSubnet(Parameters parameters) {
    Vpc vpc = ec2.vpcs().get(parameters.required("VpcId"));
    Cidr block = Cidr.parse(parameters.required("CidrBlock"));
    String zone =
        parameters.text("AvailabilityZone").orElse(ec2.world().settings().zones().getFirst());
    ec2.zones().check(zone);
    if (!vpc.block().contains(block) || block.length() > 28) {
      throw ApiError.of("InvalidSubnet.Range", "The CIDR '" + block + "' is invalid.");
    }
    boolean overlaps =
        ec2.subnets().all().stream()
            .filter(other -> other.vpc() == vpc)
            .map(Subnet::block)
            .anyMatch(other -> other.contains(block) || block.contains(other));
    if (overlaps) {
      throw ApiError.of(
          "InvalidSubnet.Conflict", "The CIDR '" + block + "' conflicts with another subnet");
    }
    var tags = TagReader.read(parameters, Kind.SUBNET);
    return () -> {
      Subnet subnet = new Subnet(vpc, block, zone);
      subnet.tags().put(tags);
      ec2.subnets().add(subnet);
      return new Tree().put("subnet", subnet.fullTree());
    };
  }

  private Supplier<Tree> modifySubnet(Parameters parameters) {
    Subnet subnet = ec2.subnets().get(parameters.required("SubnetId"));
    boolean maps = parameters.requiredFlag("MapPublicIpOnLaunch.Value");
    return Action.done(() -> subnet.mapsPublicAddress(maps));
  }

  private Supplier<Tree> createGateway(Parameters parameters) {
    var tags = TagReader.read(parameters, Kind.INTERNET_GATEWAY);
    return () -> {
      InternetGateway gateway = new InternetGateway(ec2.world());
      gateway.tags().put(tags);
      ec2.internetGateways().add(gateway);
      return new Tree().put("internetGateway", gateway.fullTree());
    };
  }

  private Supplier<Tree> attachGateway(Parameters parameters) {
    InternetGateway gateway = ec2.internetGateways().get(parameters.required("InternetGatewayId"));
    Vpc vpc = ec2.vpcs().get(parameters.required("VpcId"));
    if (gateway.vpc().isPresent()) {
      throw ApiError.of(
          "Resource.AlreadyAssociated",
          "resource "
              + gateway.id()
              + " is already attached to network "
              + gateway.vpc().get().id());
    }
    return Action.done(() -> gateway.attach(vpc));
  }
}
