package natfailover.lab.node;

import java.util.Map;
import java.util.TreeMap;
import natfailover.lab.Needed;

/**
 * Three zones, each with a private host and nodes, round the router of a VPC that also maps a
 * zone's Elastic IP to a private address; all are network namespaces.
 *
 * <pre>
 * host1 10.40.2.101, .102 --- vpc --- 203.0.113.10 internet (knows 198.51.100.0/24 only)
 * host2 10.40.4.101, .102 --- | | --- nodes of zone 1, 10.40.1.x
 * host3 10.40.6.101, .102 --- | | --- nodes of zones 2 and 3, 10.40.3.x and 10.40.5.x
 * </pre>
 */
final class RingNetwork implements AutoCloseable {
  static final int ZONES = 3;
  static final String INTERNET = "203.0.113.10";
  private final Namespaces namespaces = Namespaces.with("vpc");
  private final Map<Integer, String> elasticAddresses = new TreeMap<>();

  private RingNetwork() {}

  /** Builds the network; skips the test where rights or tools are missing. */
  static RingNetwork open() {
    for (String tool : new String[] {"conntrackd", "conntrack", "nft"}) {
      Needed.HERE.when(
          Command.of("sh", "-c", "command -v " + tool).run().succeeded(),
          "needs conntrackd, conntrack and nft: apt-get install conntrackd conntrack nftables");
    }
    RingNetwork network = new RingNetwork();
    try {
      network.build();
      return network;
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private void build() {
    on("vpc", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=0").must();
    on("vpc", "sysctl", "-qw", "net.ipv4.conf.default.rp_filter=0").must();
    ip("vpc", "rule add priority 100 to 10.40.0.0/16 lookup main");
    leaf("internet", INTERNET, "203.0.113.1");
    for (int zone = 1; zone <= ZONES; zone++) {
      String host = "host" + zone;
      leaf(host, hostAddress(zone, 1), "10.40.%d.1".formatted(2 * zone));
      ip(host, "address add " + hostAddress(zone, 2) + "/32 dev ens5");
      ip("vpc", "route add " + hostAddress(zone, 2) + "/32 dev " + host);
      ip("vpc", "rule add priority 200 iif %s lookup %d".formatted(host, 100 + zone));
      // The router must swallow what a dead node's route does not take, as AWS does.
      ip("vpc", "route add blackhole default metric 9 table %d".formatted(100 + zone));
    }
    ip("vpc", "route add default via " + INTERNET + " dev internet onlink");
    on("internet", NodeFiles.python(), NodeFiles.test("lasting_flows.py"), "serve", INTERNET)
        .serve();
  }

  static String hostAddress(int zone, int number) {
    return "10.40.%d.10%d".formatted(2 * zone, number);
  }

  /** Adds a node's machine, with its adoption address. */
  void node(String name, String address, String adoption, String gateway) {
    leaf(name, address, gateway);
    ip("vpc", "route add %s/32 via %s dev %s onlink".formatted(adoption, address, name));
    // Nothing may survive because the kernel picks it up in the middle.
    on(name, "sysctl", "-qw", "net.netfilter.nf_conntrack_tcp_loose=0").must();
  }

  private void leaf(String name, String address, String gateway) {
    namespaces.add(name);
    ip("vpc", "link add " + name + " type veth peer name ens5 netns " + namespaces.name(name));
    ip("vpc", "address add " + gateway + "/32 dev " + name);
    ip("vpc", "link set " + name + " up");
    ip("vpc", "route add " + address + "/32 dev " + name);
    ip(name, "link set lo up");
    ip(name, "address add " + address + "/32 dev ens5");
    ip(name, "link set ens5 up");
    ip(name, "route add " + gateway + " dev ens5");
    ip(name, "route add default via " + gateway);
  }

  /** Moves a zone's Elastic IP, then its route, as the controller does. */
  void carry(int zone, String node, String primary, String address) {
    elasticAddresses.put(zone, address);
    StringBuilder in = new StringBuilder();
    StringBuilder out = new StringBuilder();
    elasticAddresses.forEach(
        (number, mapped) -> {
          String elastic = "198.51.100." + number;
          in.append("iifname internet ip daddr %s ip daddr set %s;".formatted(elastic, mapped));
          out.append("oifname internet ip saddr %s ip saddr set %s;".formatted(mapped, elastic));
        });
    String rules =
        """
        table ip elastic {}
        delete table ip elastic
        table ip elastic {
          chain in { type filter hook prerouting priority -300; %s }
          chain out {
            type filter hook postrouting priority 300; %s
            oifname internet ip saddr 10.40.0.0/16 drop
          }
        }
        """
            .formatted(in, out);
    on("vpc", "nft", rules).must();
    ip(
        "vpc",
        "route replace default via %s dev %s onlink table %d".formatted(primary, node, 100 + zone));
  }

  /** Cuts a machine off for good, as its death does. */
  void cut(String name) {
    on("vpc", "ip", "link", "set", name, "down").must();
  }

  Command on(String place, String... words) {
    return namespaces.on(place, words);
  }

  private void ip(String place, String words) {
    namespaces.ip(place, words);
  }

  /** Ends every process of a machine at once. */
  void kill(String name) {
    namespaces.end(name);
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
