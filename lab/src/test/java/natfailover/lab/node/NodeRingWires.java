package natfailover.lab.node;

/** The network namespaces of a ring of nodes, each wired to the router of a VPC, {@code vpc}. */
final class NodeRingWires implements AutoCloseable {
  private final Namespaces namespaces = Namespaces.with("vpc");

  /** Starts with the router alone; skips the test where rights or tools are missing. */
  NodeRingWires() {
    on("vpc", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.default.rp_filter=0").must();
    on("vpc", "sysctl", "-qw", "net.ipv4.conf.all.rp_filter=0").must();
  }

  /** Adds a place with one interface, ens5. */
  void join(String place, String address, String gateway) {
    namespaces.add(place);
    ip("vpc", "link add " + place + " type veth peer name ens5 netns " + namespaces.name(place));
    ip("vpc", "address add " + gateway + "/24 dev " + place);
    ip("vpc", "link set " + place + " up");
    ip(place, "link set lo up");
    ip(place, "address add " + address + " dev ens5");
    ip(place, "link set ens5 up");
    ip(place, "route add default via " + gateway);
  }

  void cutEgress(String place) {
    ip("vpc", "rule add priority 10 iif " + place + " to 203.0.113.0/24 blackhole");
  }

  void mendEgress(String place) {
    ip("vpc", "rule delete priority 10 iif " + place + " to 203.0.113.0/24");
  }

  void unplug(String place) {
    ip("vpc", "link set " + place + " down");
  }

  void plugIn(String place) {
    ip("vpc", "link set " + place + " up");
  }

  /** Turns the source/destination check of a node's interface on. */
  void checkSources(String place, String subnet) {
    String own = " from " + subnet + " iif " + place;
    ip("vpc", "rule add priority 11" + own + " lookup main");
    ip("vpc", "rule add priority 12 iif " + place + " blackhole");
  }

  void letSourcesPass(String place) {
    ip("vpc", "rule delete priority 12 iif " + place);
  }

  Command on(String place, String... words) {
    return namespaces.on(place, words);
  }

  void ip(String place, String words) {
    namespaces.ip(place, words);
  }

  @Override
  public void close() {
    namespaces.close();
  }
}
