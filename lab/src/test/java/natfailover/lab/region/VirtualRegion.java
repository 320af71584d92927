package natfailover.lab.region;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A region in virtual time, spoken to as SDKs do, with the words the stories need. */
final class VirtualRegion {
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  final Region region;
  private final List<Event> events = new ArrayList<>();
  private Instant now = START;

  VirtualRegion() {
    this(RegionSettings.defaults());
  }

  VirtualRegion(RegionSettings settings) {
    region = new Region(settings, START);
  }

  Reply ec2(String action, String... parameters) {
    return call(Request.ec2(action, map(parameters)));
  }

  Reply scaling(String action, String... parameters) {
    return call(Request.autoScaling(action, map(parameters)));
  }

  Reply call(Request request) {
    Answer answer = region.call(request, now);
    events.addAll(region.takeEvents());
    return Reply.of(answer);
  }

  void pass(Duration time) {
    now = now.plus(time);
    region.advance(now);
    events.addAll(region.takeEvents());
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  Instant now() {
    return now;
  }

  List<Event> events() {
    events.addAll(region.takeEvents());
    return events;
  }

  List<String> eventTypes() {
    return events().stream().map(Event::detailType).toList();
  }

  Event lastEvent(String detailType) {
    return events().stream()
        .filter(event -> event.detailType().equals(detailType))
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError(detailType + " not among " + eventTypes()));
  }

  static Map<String, String> map(String... parameters) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return map;
  }

  /** A VPC with an internet gateway. */
  String vpc(String block) {
    String vpc = ec2("CreateVpc", "CidrBlock", block).text("vpc/vpcId");
    String gateway = ec2("CreateInternetGateway").text("internetGateway/internetGatewayId");
    ec2("AttachInternetGateway", "VpcId", vpc, "InternetGatewayId", gateway);
    return vpc;
  }

  String subnet(String vpc, String block, String zone) {
    return ec2("CreateSubnet", "VpcId", vpc, "CidrBlock", block, "AvailabilityZone", zone)
        .text("subnet/subnetId");
  }

  String table(String vpc) {
    return ec2("CreateRouteTable", "VpcId", vpc).text("routeTable/routeTableId");
  }

  /** A running instance. */
  String instance(String subnet, String... parameters) {
    Map<String, String> all = map(parameters);
    all.putAll(map("ImageId", "ami-0123456789abcdef0", "InstanceType", "t4g.nano"));
    all.putAll(map("MinCount", "1", "MaxCount", "1"));
    if (!subnet.isEmpty()) {
      all.put("SubnetId", subnet);
    }
    Reply reply = call(Request.ec2("RunInstances", all));
    passSeconds(5);
    return reply.text("instancesSet/item/instanceId");
  }

  String allocate() {
    return ec2("AllocateAddress", "Domain", "vpc").text("allocationId");
  }

  Reply describe(String instance) {
    return ec2("DescribeInstances", "InstanceId.1", instance);
  }

  String instanceText(String instance, String path) {
    return describe(instance).text("reservationSet/item/instancesSet/item/" + path);
  }

  String interfaceOf(String instance) {
    return instanceText(instance, "networkInterfaceSet/item/networkInterfaceId");
  }

  /** One field of the default route. */
  String defaultRoute(String table, String field) {
    Reply reply = ec2("DescribeRouteTables", "RouteTableId.1", table);
    List<String> destinations =
        reply.texts("routeTableSet/item/routeSet/item/destinationCidrBlock");
    int index = destinations.indexOf("0.0.0.0/0");
    return new Reply(200, item(reply, index)).text(field);
  }

  private static org.w3c.dom.Element item(Reply reply, int index) {
    var routes = (org.w3c.dom.Element) reply.root().getElementsByTagName("routeSet").item(0);
    return (org.w3c.dom.Element) routes.getChildNodes().item(index);
  }

  /** A group of one launch template in these subnets. */
  void group(String name, int desired, String subnets, String... parameters) {
    ec2(
        "CreateLaunchTemplate",
        "LaunchTemplateName",
        name + "-template",
        "LaunchTemplateData.ImageId",
        "ami-0123456789abcdef0",
        "LaunchTemplateData.InstanceType",
        "t4g.nano");
    Map<String, String> all = map(parameters);
    all.putAll(map("AutoScalingGroupName", name, "VPCZoneIdentifier", subnets));
    all.putAll(map("MinSize", "0", "MaxSize", "9", "DesiredCapacity", "" + desired));
    all.put("LaunchTemplate.LaunchTemplateName", name + "-template");
    Reply reply = call(Request.autoScaling("CreateAutoScalingGroup", all));
    if (reply.status() != 200) {
      throw new AssertionError(reply.error() + " " + reply.message());
    }
  }

  /** As {@code Pending:Wait} of each member, in order of launch. */
  List<String> states(String group) {
    return members(group, "LifecycleState");
  }

  List<String> memberIds(String group) {
    return members(group, "InstanceId");
  }

  private List<String> members(String group, String field) {
    return scaling("DescribeAutoScalingGroups", "AutoScalingGroupNames.member.1", group)
        .texts(
            "DescribeAutoScalingGroupsResult/AutoScalingGroups/member/Instances/member/" + field);
  }
}
