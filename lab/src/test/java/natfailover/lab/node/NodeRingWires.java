package natfailover.lab.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The network namespaces of a ring of nodes, each wired to the router of a VPC, {@code vpc}. */
final class NodeRingWires implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String prefix =
      "nfr%d-%d-".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
  private final Thread cleaner = new Thread(this::remove);
  private final List<String> places = new ArrayList<>(List.of("vpc"));

  /** Starts with the router alone; skips the test where rights or tools are missing. */
  NodeRingWires() {
    Command.Result first = Command.of("ip", "netns", "add", name("vpc")).run();
    assumeTrue(
        first.succeeded(),
        () -> "needs root and iproute2 for network namespaces: " + first.output().strip());
    Runtime.getRuntime().addShutdownHook(cleaner);
    on("vpc", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.default.rp_filter=0").must();
    on("vpc", "sysctl", "-qw", "net.ipv4.conf.all.rp_filter=0").must();
  }

  /** Adds a place with one interface, ens5. */
  void join(String place, String address, String gateway) {
    places.add(place);
    Command.of("ip", "netns", "add", name(place)).must();
    ip("vpc", "link add " + place + " type veth peer name ens5 netns " + name(place));
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
    return Command.of(words).behind("ip", "netns", "exec", name(place));
  }

  void ip(String place, String words) {
    Command.of(words.split(" ", -1)).behind("ip", "-n", name(place)).must();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleaner);
    remove();
  }

  private void remove() {
    for (String place : places) {
      // A process inside would keep a deleted namespace alive.
      Await.present(
          () -> Optional.of(place).filter(here -> end(inside(here)) == 0),
          () -> "still running in " + name(place) + ": " + inside(place));
      Command.of("ip", "netns", "delete", name(place)).run();
    }
  }

  private List<Long> inside(String place) {
    String pids = Command.of("ip", "netns", "pids", name(place)).run().output();
    return pids.lines().filter(line -> line.matches("\\d+")).map(Long::valueOf).toList();
  }

  private static int end(List<Long> pids) {
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return pids.size();
  }

  private String name(String place) {
    return prefix + place;
  }
}
