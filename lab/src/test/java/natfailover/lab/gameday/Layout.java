package natfailover.lab.gameday;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import natfailover.lab.account.Account;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * How a network with a NAT instance is laid out.
 *
 * @param ways where the default route of each subnet leads, by the subnet's block
 */
record Layout(String block, Map<String, Way> ways, Nat nat) {
  enum Way {
    INTERNET_GATEWAY,
    NAT_INSTANCE
  }

  /**
   * The instance built by hand.
   *
   * @param subnet the block of the one it is in
   * @param address its private address; empty where AWS chooses one
   * @param elastic whether an Elastic IP is with it, not just an automatic address
   * @param check its source/destination check
   */
  record Nat(String subnet, String address, boolean elastic, boolean check) {}

  /** As game days build it in a region. */
  static Layout built(Network network) throws IOException {
    RegionSettings settings = RegionSettings.defaults();
    try (RegionServer server = Lab.region();
        Account account = Account.at(server.endpoint(), settings.region())) {
      Site site = new Architect(account, settings.zones(), "prod", false).byHand(network);
      return read(account.ec2(), site.handBuilt().orElseThrow(), network);
    }
  }

  private static Layout read(Ec2Client ec2, String nat, Network network) {
    Instance instance =
        ec2.describeInstances(r -> r.instanceIds(nat))
            .reservations()
            .getFirst()
            .instances()
            .getFirst();
    String vpc = instance.vpcId();
    Map<String, Way> ways = new TreeMap<>();
    String home = "";
    for (Subnet subnet : in(ec2, vpc)) {
      ways.put(subnet.cidrBlock(), way(ec2, subnet.subnetId(), nat));
      home = subnet.subnetId().equals(instance.subnetId()) ? subnet.cidrBlock() : home;
    }
    boolean elastic =
        ec2.describeAddresses().addresses().stream()
            .anyMatch(each -> nat.equals(each.instanceId()));
    // Only where there are hosts with names of their own does a tutorial choose addresses.
    String address = network.hostAddresses().isEmpty() ? "" : instance.privateIpAddress();
    return new Layout(
        ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs().getFirst().cidrBlock(),
        ways,
        new Nat(home, address, elastic, instance.sourceDestCheck()));
  }

  @SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
  private static List<Subnet> in(Ec2Client ec2, String vpc) {
    return ec2.describeSubnets(r -> r.filters(f -> f.name("vpc-id").values(vpc))).subnets();
  }

  @SuppressWarnings("unchecked") // The SDK takes lambdas as generic varargs.
  private static Way way(Ec2Client ec2, String subnet, String nat) {
    Route route =
        ec2
            .describeRouteTables(
                r -> r.filters(f -> f.name("association.subnet-id").values(subnet)))
            .routeTables()
            .getFirst()
            .routes()
            .stream()
            .filter(each -> "0.0.0.0/0".equals(each.destinationCidrBlock()))
            .findFirst()
            .orElseThrow();
    return nat.equals(route.instanceId()) ? Way.NAT_INSTANCE : gateway(route);
  }

  private static Way gateway(Route route) {
    if (route.gatewayId() == null || !route.gatewayId().startsWith("igw-")) {
      throw new AssertionError("leads elsewhere: " + route);
    }
    return Way.INTERNET_GATEWAY;
  }
}
