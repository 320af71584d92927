package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import natfailover.lab.account.Account;
import natfailover.lab.account.NodeGroups;
import natfailover.lab.region.RegionSettings;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * A VPC of three zones as a customer has it: in each a public subnet with a NAT gateway and a
 * private subnet that uses it; in the first another private subnet that has no egress yet.
 */
final class Premises {
  static final String FLEET = "prod";
  private static final List<String> ZONES = RegionSettings.defaults().zones();
  private final String fleet;
  private final String block;
  private final Ec2Client ec2;
  private final Land land;
  private final Map<String, String> open = new TreeMap<>();
  private final Map<String, String> hidden = new TreeMap<>();
  private final Map<String, List<String>> tables = new TreeMap<>();
  private final Map<String, String> gateways = new TreeMap<>();
  private final Map<String, Map<String, String>> spare = new TreeMap<>();

  private Premises(Ec2Client ec2, String fleet, String block) {
    this.fleet = fleet;
    this.block = block;
    this.ec2 = ec2;
    this.land = new Land(ec2, block + ".0.0/16");
  }

  static Premises build(Account account) {
    return build(account, FLEET, "10.60");
  }

  /**
   * Builds those of a fleet.
   *
   * @param block the first half of all addresses
   */
  static Premises build(Account account, String fleet, String block) {
    Premises premises = new Premises(account.ec2(), fleet, block);
    premises.build();
    return premises;
  }

  private void build() {
    String internet = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.vpcId(land.vpc).internetGatewayId(internet));
    String publicTable = land.table(internet);
    for (int i = 0; i < ZONES.size(); i++) {
      String zone = ZONES.get(i);
      String subnet = land.subnet(zone, block(i), publicTable);
      open.put(zone, subnet);
      String address = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
      String gateway =
          ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(address))
              .natGateway()
              .natGatewayId();
      String table = land.table();
      hidden.put(zone, land.subnet(zone, block(10 + i), table));
      tables.put(zone, new ArrayList<>(List.of(table)));
      gateways.put(table, gateway);
    }
    land.waiter.waitUntilNatGatewayAvailable(r -> r.natGatewayIds(gateways.values()));
    gateways.forEach(land::nat);
    String dark = land.table();
    land.subnet(ZONES.getFirst(), block(20), dark);
    tables.getOrDefault(ZONES.getFirst(), new ArrayList<>()).add(dark);
  }

  private String block(int third) {
    return "%s.%d.0/24".formatted(block, third);
  }

  /** Adds to each zone another public subnet, and a private one with a table of its own. */
  Premises extended() {
    String internet =
        ec2.describeInternetGateways().internetGateways().getFirst().internetGatewayId();
    String publicTable = land.table(internet);
    for (int i = 0; i < ZONES.size(); i++) {
      String zone = ZONES.get(i);
      String table = land.table();
      String gateway = gateways.getOrDefault(tables.getOrDefault(zone, List.of()).getFirst(), "");
      land.nat(table, gateway);
      gateways.put(table, gateway);
      spare.put(
          zone,
          Map.of(
              "PublicSubnet", land.subnet(zone, block(30 + i), publicTable),
              "PrivateSubnets", land.subnet(zone, block(40 + i), table),
              "RouteTables", table,
              "ElasticIp", ec2.allocateAddress(r -> r.domain("vpc")).allocationId()));
    }
    return this;
  }

  /** What an extension has added to a zone, by the end of a question's name. */
  String spare(String zone, String question) {
    return spare.getOrDefault(zone, Map.of()).getOrDefault(question, "");
  }

  /** A zone's first table leads to a NAT instance built by hand instead; its Elastic IP's id. */
  String byHand(String zone) {
    String instance = land.natInstance(open.getOrDefault(zone, ""));
    String address = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
    ec2.associateAddress(r -> r.allocationId(address).instanceId(instance));
    String table = table(zone);
    ec2.replaceRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").instanceId(instance));
    gateways.put(table, instance);
    return address;
  }

  /** A zone's first table. */
  String table(String zone) {
    return tables.getOrDefault(zone, List.of()).getFirst();
  }

  /** The answers to the template's questions, with waits that a lab can sit out. */
  Map<String, String> answers() {
    Map<String, String> answers = new HashMap<>();
    answers.put("FleetName", fleet);
    answers.put("VpcId", land.vpc);
    answers.put("KeepElasticIps", "no");
    answers.put("HoldDownSeconds", Long.toString(Lab.HOLD_DOWN.toSeconds()));
    answers.put("AccusationSeconds", "4");
    answers.put("CondemnAfterSeconds", "6");
    for (int i = 0; i < ZONES.size(); i++) {
      answers.putAll(zone(i + 1, ZONES.get(i)));
    }
    return answers;
  }

  /** The answers for a fleet of the first two zones. */
  Map<String, String> twoZones() {
    Map<String, String> answers = answers();
    answers.putAll(zone(3, ""));
    return answers;
  }

  /** The answers that put a zone in a place; none in it when the zone is empty. */
  Map<String, String> zone(int place, String zone) {
    String prefix = "Zone" + place;
    return Map.of(
        prefix,
        zone,
        prefix + "PublicSubnet",
        open.getOrDefault(zone, ""),
        prefix + "PrivateSubnets",
        hidden.getOrDefault(zone, ""),
        prefix + "RouteTables",
        String.join(",", tables.getOrDefault(zone, List.of())));
  }

  /** As game days know it. */
  Site site() {
    return of(tables);
  }

  private Site of(Map<String, List<String>> listed) {
    Map<String, String> groups = new TreeMap<>();
    listed.keySet().forEach(zone -> groups.put(zone, NodeGroups.name(fleet, zone)));
    return new Site(
        Network.THREE_ZONES, fleet, listed, open, groups, Optional.empty(), true, Map.of());
  }

  /** What a table's default route led to; the one without is not in here. */
  Map<String, String> gateways() {
    return gateways;
  }

  /** As game days know what these answers make of it, without the table that has no egress. */
  Site site(Map<String, String> answers) {
    Map<String, List<String>> listed = new TreeMap<>();
    for (int i = 1; i <= ZONES.size(); i++) {
      String zone = answers.getOrDefault("Zone" + i, "");
      if (!zone.isEmpty()) {
        String all = answers.getOrDefault("Zone%dRouteTables".formatted(i), "");
        listed.put(zone, List.of(all.split(",")).stream().filter(gateways::containsKey).toList());
      }
    }
    return of(listed);
  }

  /** The same without the table that has had no egress. */
  Site lit() {
    return site(answers());
  }

  static Duration patience() {
    return Duration.ofSeconds(60);
  }
}
