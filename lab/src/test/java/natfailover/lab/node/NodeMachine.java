package natfailover.lab.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import natfailover.lab.node.NodeNetwork.Place;

/** An instance in the node's namespace: a disk, instance metadata, an event bus, user data. */
final class NodeMachine {
  private static final String AWS_ADDRESS = "169.254.169.254";
  private static final String EVENTS_PORT = "8080";

  private final NodeNetwork network;
  private final Path folder;
  private final Image image;

  /** What an image has on its {@code PATH}. */
  enum Image {
    /** As Amazon Linux 2023: no iptables, which are where only root's programs are. */
    PLAIN("/usr/bin:/bin"),
    IPTABLES("/usr/sbin:/usr/bin:/sbin:/bin");

    private final String path;

    Image(String path) {
      this.path = path;
    }
  }

  /** Starts the instance's surroundings. */
  NodeMachine(NodeNetwork network, Path folder, Image image) {
    this.network = network;
    this.folder = folder;
    this.image = image;
    network.ip(Place.NODE, "address add " + AWS_ADDRESS + "/32 dev lo");
    network
        .on(Place.NODE, NodeFiles.python(), NodeFiles.test("fake_aws.py"))
        .append(folder.toString(), "80", EVENTS_PORT, AWS_ADDRESS)
        .serve();
    tag("fleet", "prod");
  }

  Path root() {
    return folder.resolve("root");
  }

  /** Runs the user data, the same bytes that the template ships. */
  Command.Result boot() {
    return on("bash", NodeFiles.userData(folder).toString()).run();
  }

  /** What systemd runs at every boot. */
  Command.Result putNatInPlace() {
    return on(NodeFiles.python(), root().resolve("opt/nat-failover/nat.py").toString()).run();
  }

  /** Ends the agent, which else would repair what a test breaks. */
  void stopAgent() {
    try {
      String pid = Files.readString(root().resolve("run/nat-failover-agent.pid")).strip();
      ProcessHandle agent = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      agent.destroyForcibly();
      Await.present(
          () -> Optional.of(agent).filter(handle -> !handle.isAlive()), () -> agent + " lives on");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command on the node, in the environment of its boot. */
  Command on(String... words) {
    Map<String, String> environment =
        Map.of(
            "NAT_FAILOVER_ROOT",
            root().toString(),
            "NAT_FAILOVER_PYTHON",
            NodeFiles.python(),
            "PATH",
            image.path,
            "NAT_FAILOVER_TARGETS",
            NodeNetwork.TARGETS,
            "AWS_ENDPOINT_URL",
            "http://" + AWS_ADDRESS + ":" + EVENTS_PORT);
    return network.on(Place.NODE, words).with(environment);
  }

  void tag(String name, String value) {
    write("tags/nat-failover:" + name, value);
  }

  void untag(String name) {
    try {
      Files.delete(folder.resolve("tags/nat-failover:" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event bus answers this status from now on. */
  void refuse(int status) {
    write("refuse", String.valueOf(status));
  }

  List<NodeEvent> events() {
    Path requests = folder.resolve("requests");
    try {
      String text = Files.exists(requests) ? Files.readString(requests) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(NodeEvent::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first event wanted, whether it has come already or is still to come. */
  NodeEvent awaitEvent(Predicate<NodeEvent> wanted) {
    return awaitEvent(0, wanted);
  }

  /** The first event wanted after so many others. */
  NodeEvent awaitEvent(int after, Predicate<NodeEvent> wanted) {
    return Await.present(
        () -> events().stream().skip(after).filter(wanted).findFirst(),
        () -> "no such event among " + events() + "; the node's log:\n" + log());
  }

  private String log() {
    try {
      return Files.readString(root().resolve("var/log/nat-failover.log"));
    } catch (IOException e) {
      return "none: " + e;
    }
  }

  private void write(String name, String text) {
    try {
      // In one step, so that nobody reads half of it.
      Path draft = Files.writeString(folder.resolve("draft"), text);
      Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
