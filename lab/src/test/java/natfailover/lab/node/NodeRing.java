package natfailover.lab.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

  private final NodeRingWires wires = new NodeRingWires();
  private final Path folder;
  private final List<Process> agents = new ArrayList<>();

  private NodeRing(Path folder) {
    this.folder = folder;
  }

  /** Builds the ring and boots its nodes; skips the test where rights or tools are missing. */
  static NodeRing of(int nodes, Path folder) {
    NodeRing ring = new NodeRing(folder);
    try {
      ring.build(nodes);
      return ring;
    } catch (RuntimeException | Error e) {
      ring.close();
      throw e;
    }
  }

  private void build(int nodes) {
    wires.join("internet", "203.0.113.10/24", "203.0.113.1");
    wires.ip("internet", "address add 203.0.113.11/24 dev ens5");
    wires
        .on("internet", NodeFiles.python(), NodeFiles.test("internet.py"))
        .append("203.0.113.10:7000", "203.0.113.11:7000")
        .serve();
    serveAws("internet", "203.0.113.10");
    for (int node = 1; node <= nodes; node++) {
      wires.join(place(node), address(node) + "/24", "10.40.%d.1".formatted(node));
      wires.ip(place(node), "address add 10.40.%d.200/24 dev ens5".formatted(node));
      wires.ip(place(node), "address add " + METADATA_ADDRESS + "/32 dev lo");
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

  private void serveAws(String place, String address) {
    wires
        .on(place, NodeFiles.python(), NodeFiles.test("fake_aws.py"))
        .append(folder.resolve(place).toString(), "80", BUS_PORT, address)
        .serve();
  }

  private void identify(int node) {
    write(node, "facts/instance-id", id(node));
    write(node, "facts/local-ipv4", address(node));
    write(node, "facts/placement:availability-zone", zone(node));
    String addresses = "facts/network:interfaces:macs:0a:00:00:00:00:01:local-ipv4s";
    write(node, addresses, address(node) + "\n10.40.%d.200".formatted(node));
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
    return wires
        .on(place(node), NodeFiles.python(), "-B", source.toString())
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

  /** What breaks between the nodes, by place. */
  NodeRingWires wires() {
    return wires;
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

  /** Waits until a node has noted something in its log. */
  void awaitLog(int node, String text) {
    Await.present(
        () -> Optional.of(log(node)).filter(log -> log.contains(text)),
        () -> "not in the log of node " + node + ": " + text + logs());
  }

  private String logs() {
    return IntStream.rangeClosed(1, agents.size())
        .mapToObj(node -> "\nnode " + node + ":\n" + log(node))
        .collect(Collectors.joining());
  }

  private String log(int node) {
    try {
      return Files.readString(folder.resolve(place(node)).resolve("log"));
    } catch (IOException e) {
      return "none: " + e;
    }
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

  @Override
  public void close() {
    wires.close();
  }

  static String place(int node) {
    return "node" + node;
  }
}
