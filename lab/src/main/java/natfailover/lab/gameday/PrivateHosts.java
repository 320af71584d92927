package natfailover.lab.gameday;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import natfailover.lab.account.Account;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Launches what NAT is for: plain instances in the private subnets. */
final class PrivateHosts {
  private static final int EACH_ZONE = 2;

  private final Account account;

  PrivateHosts(Account account) {
    this.account = account;
  }

  /** Launches the hosts of every zone of a site. */
  Site launch(Site site) {
    Map<String, List<String>> hosts = new TreeMap<>();
    site.tables().forEach((zone, tables) -> hosts.put(zone, launch(site.network(), tables)));
    return site.withHosts(hosts);
  }

  private List<String> launch(Network network, List<String> tables) {
    String subnet = subnet(tables.getFirst());
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i < EACH_ZONE; i++) {
      RunInstancesRequest.Builder request =
          RunInstancesRequest.builder()
              .imageId(Architect.IMAGE)
              .instanceType(Architect.SIZE)
              .minCount(1)
              .maxCount(1)
              .subnetId(subnet);
      if (i < network.hostAddresses().size()) {
        request.privateIpAddress(network.hostAddresses().get(i));
      }
      hosts.add(account.ec2().runInstances(request.build()).instances().getFirst().instanceId());
    }
    return hosts;
  }

  /** The VPC that a site is in. */
  String vpc(Site site) {
    return routeTable(site.allTables().getFirst()).vpcId();
  }

  /** The subnet that a private route table is of. */
  String subnet(String table) {
    return routeTable(table).associations().stream()
        .flatMap(association -> Stream.ofNullable(association.subnetId()))
        .findFirst()
        .orElseThrow();
  }

  private RouteTable routeTable(String id) {
    return account.ec2().describeRouteTables(r -> r.routeTableIds(id)).routeTables().getFirst();
  }
}
