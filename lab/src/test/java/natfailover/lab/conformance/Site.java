package natfailover.lab.conformance;

import java.util.List;
import natfailover.plan.Mark;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A VPC with a way to the internet and a subnet in each of two zones, made anew by each topic. */
record Site(Stage stage, String vpc, String gateway, List<String> subnets) {
  static final String IMAGE = "ami-0123456789abcdef0";
  static final String ANYWHERE = "0.0.0.0/0";

  static Site on(Stage stage) {
    var ec2 = stage.ec2();
    String vpc = stage.named("vpc", ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId());
    String gateway =
        stage.named(
            "gateway", ec2.createInternetGateway(_ -> {}).internetGateway().internetGatewayId());
    ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    List<String> subnets =
        List.of(
            subnet(stage, vpc, "10.0.0.0/24", "ap-northeast-1a"),
            subnet(stage, vpc, "10.0.1.0/24", "ap-northeast-1c"));
    return new Site(stage, vpc, gateway, subnets);
  }

  private static String subnet(Stage stage, String vpc, String block, String zone) {
    return stage.named(
        "subnet in " + zone,
        stage
            .ec2()
            .createSubnet(r -> r.vpcId(vpc).cidrBlock(block).availabilityZone(zone))
            .subnet()
            .subnetId());
  }

  String table(String name) {
    return stage.named(
        name,
        stage
            .ec2()
            .createRouteTable(
                r -> r.vpcId(vpc).tagSpecifications(tags(vpc, ResourceType.ROUTE_TABLE)))
            .routeTable()
            .routeTableId());
  }

  /** An interface of its own in the first subnet. */
  String networkInterface(String name, String address) {
    return stage.named(
        name,
        stage
            .ec2()
            .createNetworkInterface(
                r ->
                    r.subnetId(subnets.getFirst())
                        .privateIpAddress(address)
                        .tagSpecifications(tags(vpc, ResourceType.NETWORK_INTERFACE)))
            .networkInterface()
            .networkInterfaceId());
  }

  /** An instance with its own interface in the first subnet; both can be named afterwards. */
  String instance(String name, String address) {
    InstanceNetworkInterfaceSpecification own =
        InstanceNetworkInterfaceSpecification.builder()
            .deviceIndex(0)
            .networkInterfaceId(networkInterface("interface of " + name, address))
            .build();
    Instance made =
        stage
            .ec2()
            .runInstances(
                r ->
                    r.imageId(IMAGE)
                        .instanceType("t4g.nano")
                        .minCount(1)
                        .maxCount(1)
                        .networkInterfaces(own)
                        .tagSpecifications(tags(vpc, ResourceType.INSTANCE)))
            .instances()
            .getFirst();
    return stage.named(name, made.instanceId());
  }

  String interfaceOf(String instance) {
    return stage
        .ec2()
        .describeInstances(r -> r.instanceIds(instance))
        .reservations()
        .getFirst()
        .instances()
        .getFirst()
        .networkInterfaces()
        .getFirst()
        .networkInterfaceId();
  }

  String address(String name) {
    var made =
        stage
            .ec2()
            .allocateAddress(
                r -> r.domain("vpc").tagSpecifications(tags(vpc, ResourceType.ELASTIC_IP)));
    stage.named("public address of " + name, made.publicIp());
    return stage.named(name, made.allocationId());
  }

  String natGateway(String name, String allocation) {
    return stage.named(
        name,
        stage
            .ec2()
            .createNatGateway(
                r ->
                    r.subnetId(subnets.getFirst())
                        .allocationId(allocation)
                        .tagSpecifications(tags(vpc, ResourceType.NATGATEWAY)))
            .natGateway()
            .natGatewayId());
  }

  /** The name of the fleet of all that is made here. */
  String fleet() {
    return fleet(vpc);
  }

  private static String fleet(String vpc) {
    return "fleet of " + vpc;
  }

  Filter here() {
    return filter("vpc-id", vpc);
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static TagSpecification tags(String vpc, ResourceType type) {
    return TagSpecification.builder()
        .resourceType(type)
        .tags(tag(Mark.PREFIX + "fleet", fleet(vpc)), tag("Name", "lab"))
        .build();
  }
}
