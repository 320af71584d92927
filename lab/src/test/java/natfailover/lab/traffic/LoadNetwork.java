package natfailover.lab.traffic;

import java.util.List;
import java.util.stream.IntStream;
import natfailover.lab.Needed;
import natfailover.lab.node.Command;
import natfailover.lab.node.Namespaces;

/**
 * Private hosts behind a router that masquerades, as network namespaces.
 *
 * <pre>
 * host0 10.60.0.10 --- nat 203.0.113.1 --- internet 203.0.113.10
 * host1 10.60.1.10 ---'
 * </pre>
 */
final class LoadNetwork implements AutoCloseable {
  private final Namespaces namespaces;
  private final int hosts;

  private LoadNetwork(Namespaces namespaces, int hosts) {
    this.namespaces = namespaces;
    this.hosts = hosts;
  }

  /** Builds the network; skips the test where rights or tools are missing. */
  static LoadNetwork with(int hosts) {
    Needed.HERE.when(Command.of("nft", "--version").run().succeeded(), "needs nftables");
    LoadNetwork network = new LoadNetwork(Namespaces.with("nat"), hosts);
    network.join("internet", "203.0.113", 1);
    for (int i = 0; i < hosts; i++) {
      network.join("host" + i, "10.60." + i, 1);
    }
    network.in("nat", "sysctl -qw net.ipv4.ip_forward=1");
    network.in("nat", "nft add table ip nat");
    network.in("nat", "nft add chain ip nat out { type nat hook postrouting priority 100 ; }");
    network.in("nat", "nft add rule ip nat out oifname internet masquerade");
    network.in("nat", "nft add table ip cut");
    network.in("nat", "nft add chain ip cut forward { type filter hook forward priority 0 ; }");
    return network;
  }

  private void join(String name, String net, int gateway) {
    namespaces.add(name);
    String inner = "eth0 netns " + namespaces.name(name);
    namespaces.ip("nat", "link add " + name + " type veth peer name " + inner);
    namespaces.ip("nat", "address add %s.%d/24 dev %s".formatted(net, gateway, name));
    namespaces.ip("nat", "link set " + name + " up");
    namespaces.ip(name, "link set lo up");
    namespaces.ip(name, "address add " + net + ".10/24 dev eth0");
    namespaces.ip(name, "link set eth0 up");
    namespaces.ip(name, "route add default via %s.%d".formatted(net, gateway));
  }

  Place internet() {
    return place("internet");
  }

  List<Place> hosts() {
    return IntStream.range(0, hosts).mapToObj(i -> place("host" + i)).toList();
  }

  Place place(String name) {
    return words ->
        new ProcessBuilder(namespaces.on(name, words.toArray(String[]::new)).words()).start();
  }

  /** Nothing passes the router any more, and nobody is told. */
  void cut() {
    in("nat", "nft add rule ip cut forward drop");
  }

  void mend() {
    in("nat", "nft flush chain ip cut forward");
  }

  /** Runs a command at a place; fails unless it succeeds. */
  String in(String name, String words) {
    return namespaces.on(name, words.split(" ", -1)).must();
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
