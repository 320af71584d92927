package natfailover.lab.node;

import java.util.Locale;
import java.util.Optional;

/**
 * A private host, a NAT node and the internet, joined by the router of a VPC; all are network
 * namespaces.
 *
 * <pre>
 * host 10.40.2.101 --- vpc --- 203.0.113.10, .11 internet (knows no way to 10.40.2.0/24)
 *                       |
 *                     node 10.40.1.100, one interface; the host's default route
 * </pre>
 */
final class NodeNetwork implements AutoCloseable {
  static final String NODE_ADDRESS = "10.40.1.100";
  static final String TARGETS = "203.0.113.10:7000,203.0.113.11:7000";

  /** The namespaces. */
  enum Place {
    VPC,
    HOST,
    NODE,
    INTERNET
  }

  private final Namespaces namespaces;

  private NodeNetwork(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  /** Builds the network; skips the test where rights or tools are missing. */
  static NodeNetwork with(String nodeInterface) {
    NodeNetwork network = new NodeNetwork(Namespaces.with(word(Place.VPC)));
    try {
      network.build(nodeInterface);
      return network;
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private void build(String nodeInterface) {
    for (Place place : new Place[] {Place.HOST, Place.NODE, Place.INTERNET}) {
      namespaces.add(word(place));
    }
    join(Place.HOST, "eth0", "10.40.2.101/24", "10.40.2.1");
    join(Place.NODE, nodeInterface, NODE_ADDRESS + "/24", "10.40.1.1");
    join(Place.INTERNET, "eth0", "203.0.113.10/24", "203.0.113.1");
    ip(Place.INTERNET, "address add 203.0.113.11/24 dev eth0");
    ip(Place.INTERNET, "route replace unreachable default");
    ip(Place.INTERNET, "route add 10.40.1.0/24 via 203.0.113.1");
    // As in AWS, the VPC's own addresses come first, then the table of the sender's subnet.
    ip(Place.VPC, "rule add priority 100 to 10.40.0.0/16 lookup main");
    ip(Place.VPC, "rule add priority 200 iif host lookup 102");
    ip(Place.VPC, "route add default via " + NODE_ADDRESS + " dev node table 102");
    on(Place.VPC, "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=0").must();
    for (String link : new String[] {"host", "node", "internet"}) {
      on(Place.VPC, "sysctl", "-qw", "net.ipv4.conf." + link + ".rp_filter=0").must();
    }
    // What boot has to change, whatever this machine's defaults are.
    on(Place.NODE, "sysctl", "-qw", "net.ipv4.ip_forward=0").must();
    for (String scope : new String[] {"all", nodeInterface}) {
      on(Place.NODE, "sysctl", "-qw", "net.ipv4.conf." + scope + ".send_redirects=1").must();
      on(Place.NODE, "sysctl", "-qw", "net.ipv4.conf." + scope + ".rp_filter=1").must();
    }
    on(Place.INTERNET, NodeFiles.python(), NodeFiles.test("internet.py"))
        .append("203.0.113.10:7000", "203.0.113.11:7000")
        .serve();
  }

  private void join(Place place, String link, String address, String gateway) {
    String outer = word(place);
    String inner = link + " netns " + namespaces.name(outer);
    ip(Place.VPC, "link add " + outer + " type veth peer name " + inner);
    ip(Place.VPC, "address add " + gateway + "/24 dev " + outer);
    ip(Place.VPC, "link set " + outer + " up");
    ip(place, "link set lo up");
    ip(place, "address add " + address + " dev " + link);
    ip(place, "link set " + link + " up");
    ip(place, "route add default via " + gateway);
  }

  /** A command that will run at a place. */
  Command on(Place place, String... words) {
    return namespaces.on(word(place), words);
  }

  /** Runs {@code ip} at a place. */
  void ip(Place place, String words) {
    namespaces.ip(word(place), words);
  }

  void cutTheInternet() {
    ip(Place.VPC, "link set internet down");
  }

  void mendTheInternet() {
    ip(Place.VPC, "link set internet up");
  }

  /** The address by which the internet sees the private host, if it can get through. */
  Optional<String> addressSeen() {
    return addressSeen("10.40.2.101");
  }

  /** The same for another of the private host's addresses. */
  Optional<String> addressSeen(String source) {
    String connect =
        "import socket, sys; print(socket.create_connection(('203.0.113.10', 7000), 1,"
            + " (sys.argv[1], 0)).recv(99).decode(), end='')";
    Command.Result result = on(Place.HOST, NodeFiles.python(), "-c", connect, source).run();
    return result.succeeded() ? Optional.of(result.output()) : Optional.empty();
  }

  @Override
  public void close() {
    namespaces.close();
  }

  private static String word(Place place) {
    return place.name().toLowerCase(Locale.ROOT);
  }
}
