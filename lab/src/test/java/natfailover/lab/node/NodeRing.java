package natfailover.lab.node;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * NAT nodes that are neighbours, one in each zone, joined by the router of a VPC.
 *
 * <pre>
 * node 1 10.40.1.100, .200 ---+
 * node 2 10.40.2.100, .200 ---+--- vpc --- 203.0.113.10, .11 internet, with the event bus
 * node 3 10.40.3.100, .200 ---+
 * </pre>
 */
final class NodeRing implements AutoCloseable {
  private static final String METADATA_ADDRESS = "169.254.169.254";
  private static final String BUS_PORT = "8080";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String prefix =
      "nfr%d-%d-".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
  private final Thread cleaner = new Thread(this::remove);
  private final Path folder;
  private final List<Process> agents = new ArrayList<>();
  private final List<String> places = new ArrayList<>(List.of("vpc", "internet"));

  private NodeRing(Path folder) {
    this.folder = folder;
  }

  /** Builds the ring and boots its nodes; skips the test where rights or tools are missing. */
  static NodeRing of(int nodes, Path folder) {
    NodeRing ring = new NodeRing(folder);
    Command.Result first = Command.of("ip", "netns", "add", ring.name("vpc")).run();
    assumeTrue(
        first.succeeded(),
        () -> "needs root and iproute2 for network namespaces: " + first.output().strip());
    Runtime.getRuntime().addShutdownHook(ring.cleaner);
    try {
      ring.build(nodes);
      return ring;
    } catch (RuntimeException | Error e) {
      ring.close();
      throw e;
    }
  }

  private void build(int nodes) {
    on("vpc", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.default.rp_filter=0").must();
    on("vpc", "sysctl", "-qw", "net.ipv4.conf.all.rp_filter=0").must();
    join("internet", "203.0.113.10/24", "203.0.113.1");
    ip("internet", "address add 203.0.113.11/24 dev ens5");
    on("internet", NodeFiles.python(), NodeFiles.test("internet.py"))
        .append("203.0.113.10:7000", "203.0.113.11:7000")
        .serve();
    serveAws("internet", "203.0.113.10");
    for (int node = 1; node <= nodes; node++) {
      join(place(node), address(node) + "/24", "10.40.%d.1".formatted(node));
      ip(place(node), "address add 10.40.%d.200/24 dev ens5".formatted(node));
      ip(place(node), "address add " + METADATA_ADDRESS + "/32 dev lo");
      identify(node);
      int before = (node + nodes - 2) % nodes + 1;
      int after = node % nodes + 1;
      tag(node, "fleet", "prod");
      tag(node, "home", "%d=10.40.10%d.0/24".formatted(node, node));
      tag(node, "adopts", "%d=10.40.10%d.0/24".formatted(before, before));
      tag(node, "peers", "pred=%s,succ=%s".formatted(address(before), address(after)));
      serveAws(place(node), METADATA_ADDRESS);
    }
    IntStream.rangeClosed(1, nodes).forEach(this::boot);
  }

  private void join(String place, String address, String gateway) {
    if (!places.contains(place)) {
      places.add(place);
    }
    Command.of("ip", "netns", "add", name(place)).must();
    ip("vpc", "link add " + place + " type veth peer name ens5 netns " + name(place));
    ip("vpc", "address add " + gateway + "/24 dev " + place);
    ip("vpc", "link set " + place + " up");
    ip(place, "link set lo up");
    ip(place, "address add " + address + " dev ens5");
    ip(place, "link set ens5 up");
    ip(place, "route add default via " + gateway);
  }

  private void serveAws(String place, String address) {
    on(place, NodeFiles.python(), NodeFiles.test("fake_aws.py"))
        .append(folder.resolve(place).toString(), "80", BUS_PORT, address)
        .serve();
  }

  private void identify(int node) {
    write(node, "facts/instance-id", id(node));
    write(node, "facts/local-ipv4", address(node));
    write(node, "facts/placement:availability-zone", zone(node));
    write(
        node,
        "facts/network:interfaces:macs:0a:00:00:00:00:01:local-ipv4s",
        address(node) + "\n10.40.%d.200".formatted(node));
  }

  static String id(int node) {
    return "i-0000000000000000" + node;
  }

  static String address(int node) {
    return "10.40.%d.100".formatted(node);
  }

  static String zone(int node) {
    return "ap-northeast-1" + "abc".charAt(node - 1);
  }

  /** Puts NAT in place and starts the agent, as systemd does at every boot. */
  void boot(int node) {
    run(node, "nat.py").must();
    agents.add(run(node, "agent.py").startInto(folder.resolve(place(node)).resolve("log")));
  }

  private Command run(int node, String file) {
    Path source = NodeFiles.FOLDER.resolve("files").resolve(file);
    return on(place(node), NodeFiles.python(), "-B", source.toString())
        .with(
            Map.of(
                "NAT_FAILOVER_ROOT",
                folder.resolve(place(node)).resolve("root").toString(),
                "NAT_FAILOVER_TARGETS",
                NodeNetwork.TARGETS,
                "NAT_FAILOVER_CONNTRACKD",
                "none",
                "AWS_ENDPOINT_URL",
                "http://203.0.113.10:" + BUS_PORT));
  }

  /** Sends a signal to a node's agent. */
  void signal(int node, String signal) {
    Command.of("kill", "-" + signal, String.valueOf(agents.get(node - 1).pid())).must();
  }

  void cutEgress(int node) {
    ip("vpc", "rule add priority 10 iif " + place(node) + " to 203.0.113.0/24 blackhole");
  }

  void mendEgress(int node) {
    ip("vpc", "rule delete priority 10 iif " + place(node) + " to 203.0.113.0/24");
  }

  void unplug(int node) {
    ip("vpc", "link set " + place(node) + " down");
  }

  void plugIn(int node) {
    ip("vpc", "link set " + place(node) + " up");
  }

  /** Turns the source/destination check of a node's interface on. */
  void checkSources(int node) {
    String own = " from 10.40.%d.0/24 iif %s".formatted(node, place(node));
    ip("vpc", "rule add priority 11" + own + " lookup main");
    ip("vpc", "rule add priority 12 iif " + place(node) + " blackhole");
  }

  void letSourcesPass(int node) {
    ip("vpc", "rule delete priority 12 iif " + place(node));
  }

  void tag(int node, String name, String value) {
    write(node, "tags/nat-failover:" + name, value);
  }

  void untag(int node, String name) {
    try {
      Files.delete(folder.resolve(place(node)).resolve("tags/nat-failover:" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that the event bus was told, in its order. */
  List<NodeEvent> events() {
    Path requests = folder.resolve("internet/requests");
    try {
      String text = Files.exists(requests) ? Files.readString(requests) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(NodeEvent::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first event wanted after so many others. */
  NodeEvent awaitEvent(int after, Predicate<NodeEvent> wanted) {
    return Await.present(
        () -> events().stream().skip(after).filter(wanted).findFirst(),
        () -> "no such event among " + events().stream().map(NodeEvent::body).toList() + logs());
  }

  private String logs() {
    StringBuilder text = new StringBuilder();
    for (String place : places.subList(2, places.size())) {
      try {
        String log = Files.readString(folder.resolve(place).resolve("log"));
        text.append("\n").append(place).append(":\n").append(log);
      } catch (IOException e) {
        text.append("\n").append(place).append(" has no log: ").append(e);
      }
    }
    return text.toString();
  }

  private void write(int node, String name, String text) {
    try {
      Path file = folder.resolve(place(node)).resolve(name);
      Files.createDirectories(file.getParent());
      // In one step, so that nobody reads half of it.
      Path draft = Files.writeString(folder.resolve("draft"), text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Command on(String place, String... words) {
    return Command.of(words).behind("ip", "netns", "exec", name(place));
  }

  private void ip(String place, String words) {
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

  private static String place(int node) {
    return "node" + node;
  }

  private String name(String place) {
    return prefix + place;
  }
}
