package natfailover.aws;

import static natfailover.aws.Xml.object;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there is in the fake region; tests change it as they like, writes of the SDK too. */
public final class FakeRegion {
  public static final String FLEET = "nat-failover:fleet";
  public static final String ZONE = "nat-failover:zone";

  /** The value of a tag that AWS describes by its key alone. */
  public static final String WITHOUT_VALUE = "\0";

  public final Map<String, FakeNode> nodes = new LinkedHashMap<>();
  public final Map<String, FakeTable> tables = new LinkedHashMap<>();
  public final Map<String, Map<String, @Nullable Object>> subnets = new LinkedHashMap<>();
  public final Map<String, FakeAddress> addresses = new LinkedHashMap<>();
  public final Map<String, FakeGateway> gateways = new LinkedHashMap<>();
  public final Map<String, FakeGroup> groups = new LinkedHashMap<>();

  /** The ids of what a route can point at no more. */
  public final Set<String> gone = new HashSet<>();

  /** A route table: routes by destination, each with its target's fields. */
  public static final class FakeTable {
    public final String id;
    public String vpc = "vpc-1";
    public final Map<String, String> tags = new LinkedHashMap<>();
    public final Map<String, Map<String, @Nullable Object>> routes = new LinkedHashMap<>();
    public final List<String> subnets = new ArrayList<>();
    public boolean main;

    /** The gateway whose incoming traffic it routes. */
    public @Nullable String gateway;

    FakeTable(String id) {
      this.id = id;
    }

    /** Has the default route point at something, named as AWS names it, or at nothing. */
    public FakeTable pointAt(@Nullable Object... targetAndState) {
      routes.put("0.0.0.0/0", object(targetAndState));
      return this;
    }
  }

  /** An Elastic IP. */
  public static final class FakeAddress {
    public final String ip;
    public final Map<String, String> tags = new LinkedHashMap<>();
    public @Nullable String face;
    public @Nullable String privateAddress;

    FakeAddress(String ip) {
      this.ip = ip;
    }
  }

  /** A NAT gateway. */
  public static final class FakeGateway {
    public final Map<String, String> tags = new LinkedHashMap<>();
    public @Nullable String subnet;
    public String state = "available";
    public String connectivity = "public";
  }

  /** An Auto Scaling group and its hooks, transition by name. */
  public static final class FakeGroup {
    public final Map<String, String> tags = new LinkedHashMap<>();
    public final List<String> zones = new ArrayList<>();
    public final Map<String, String> hooks = new LinkedHashMap<>();
  }

  /** What is there under an id. */
  public static <T> T at(Map<String, T> things, String id) {
    return Objects.requireNonNull(things.get(id), id);
  }

  /** A node of a fleet as its launch template and its group make it, ready for long. */
  public FakeNode node(String fleet, String id, String zone) {
    FakeNode node = handBuilt(fleet, id, zone);
    node.tags.put("aws:autoscaling:groupName", fleet + "-" + zone);
    node.tags.put("nat-failover:ready-since", "2026-01-01T00:01:00Z");
    node.lifecycle = "InService";
    group(fleet, zone);
    return node;
  }

  public FakeNode handBuilt(String fleet, String id, String zone) {
    FakeNode node = new FakeNode("i-" + id, zone);
    node.tags.put(FLEET, fleet);
    int number = nodes.size() + 10;
    node.attach("eni-" + id, "10.0.0." + number, "203.0.113." + number);
    nodes.put(node.id, node);
    return node;
  }

  public FakeGroup group(String fleet, String zone) {
    FakeGroup group = groups.computeIfAbsent(fleet + "-" + zone, _ -> new FakeGroup());
    group.tags.put(FLEET, fleet);
    group.zones.remove(zone);
    group.zones.add(zone);
    return group;
  }

  public String subnet(String id, String zone) {
    String subnet = "subnet-" + id;
    subnets.put(subnet, object("subnetId", subnet, "vpcId", "vpc-1", "availabilityZone", zone));
    return subnet;
  }

  /** A table of a fleet with one subnet of its own in the zone; no default route yet. */
  public FakeTable table(String fleet, String id, String zone) {
    FakeTable table = new FakeTable("rtb-" + id);
    table.tags.put(FLEET, fleet);
    table.routes.put("10.0.0.0/16", object("gatewayId", "local", "state", "active"));
    table.subnets.add(subnet(id, zone));
    tables.put(table.id, table);
    return table;
  }

  public FakeTable table(String fleet, String id, String zone, FakeNode node) {
    return table(fleet, id, zone)
        .pointAt("instanceId", node.id, "networkInterfaceId", node.face(0).id, "state", "active");
  }

  public FakeAddress address(String fleet, String zone, String ip) {
    FakeAddress address = new FakeAddress(ip);
    address.tags.put(FLEET, fleet);
    address.tags.put(ZONE, zone);
    addresses.put("eipalloc-" + zone, address);
    return address;
  }

  /** An Elastic IP that stands for the node's primary private address. */
  public FakeAddress address(String fleet, String zone, String ip, FakeNode node) {
    FakeAddress address = address(fleet, zone, ip);
    address.face = node.face(0).id;
    address.privateAddress = node.face(0).primary();
    node.face(0).addresses.put(address.privateAddress, ip);
    return address;
  }

  public FakeGateway gateway(String fleet, String id, @Nullable String subnet) {
    FakeGateway gateway = new FakeGateway();
    gateway.tags.put(FLEET, fleet);
    gateway.subnet = subnet;
    gateways.put("nat-" + id, gateway);
    return gateway;
  }

  static List<Map<String, @Nullable Object>> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(
            tag ->
                object(
                    "key",
                    tag.getKey(),
                    "value",
                    tag.getValue().equals(WITHOUT_VALUE) ? null : tag.getValue()))
        .toList();
  }
}
