package natfailover.lab.box;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import natfailover.lab.region.Topology;

/** An instance that is powered on: a namespace, a view of the file system, a disk. */
final class Machine {
  /** Where mount namespaces are kept; a place that is private to the box. */
  private static final Path VIEWS = Path.of("/run/nat-failover-views");

  private final String id;
  private final Namespace namespace;
  private final Path view;
  private final Map<String, String> devices;
  private final Disk disk;
  private CompletableFuture<Namespace.Result> boot = new CompletableFuture<>();

  private Machine(String id, Map<String, String> devices, Disk disk) {
    this.id = id;
    this.view = VIEWS.resolve(id);
    this.namespace = Namespace.of(id).seeing(view);
    this.devices = Map.copyOf(devices);
    this.disk = disk;
  }

  /** Switches an instance on; its interfaces get the devices named by port. */
  static Machine on(Plumbing plumbing, Topology topology, Map<String, String> devices, Disk disk) {
    Machine machine = new Machine(disk.instance(), devices, disk);
    plumbing.lab().must("netns add " + machine.id);
    List<Topology.Port> ports =
        topology.ports().stream().filter(port -> devices.containsKey(port.id())).toList();
    List<String> outside = new ArrayList<>();
    List<String> inside = new ArrayList<>(List.of("link set lo up"));
    for (Topology.Port port : ports) {
      Topology.Segment segment =
          topology.subnets().stream()
              .filter(each -> each.id().equals(port.segment()))
              .findFirst()
              .orElseThrow();
      machine.connect(port, segment, outside, inside);
    }
    plumbing.routes().must(outside);
    machine.look();
    machine.ip(inside);
    return machine;
  }

  private void connect(
      Topology.Port port, Topology.Segment segment, List<String> outside, List<String> inside) {
    String device = devices.getOrDefault(port.id(), "");
    String own = "eth" + port.index();
    String peer = own + " address " + port.hardwareAddress() + " netns " + id;
    outside.add("link add " + device + " type veth peer name " + peer);
    outside.add("address add " + segment.router() + "/32 dev " + device);
    outside.add("link set " + device + " up");
    outside.add("ntable change name arp_cache dev " + device + " proxy_delay 0");
    String length = segment.block().substring(segment.block().indexOf('/'));
    inside.add("address add " + port.primary().text() + length + " dev " + own);
    inside.add("link set " + own + " up");
    if (port.index() == 0) {
      inside.add("route add default via " + segment.router());
    }
  }

  /** Gives the instance its view of the file system. */
  private void look() {
    List<String> words = new ArrayList<>(List.of("unshare", "--mount=" + view));
    words.addAll(List.of("--propagation", "private", "sh", "-c", Plumbing.text("machine.sh")));
    words.add("machine");
    words.addAll(disk.missingPrograms());
    try {
      Files.createDirectories(VIEWS);
      Files.write(view, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Namespace.Result result = Namespace.finish(Namespace.of(id).prepare(words));
    if (!result.succeeded()) {
      throw new BoxFailed(id + ": no view of the file system: " + result.output().strip());
    }
  }

  private void ip(List<String> lines) {
    try (Dialogue ip = Dialogue.ip(Namespace.of(id))) {
      ip.must(lines);
    }
  }

  /** Runs what the instance runs at this start. */
  void boot() {
    boot = CompletableFuture.supplyAsync(() -> disk.boot(namespace), Thread::startVirtualThread);
  }

  CompletableFuture<Namespace.Result> booted() {
    return boot;
  }

  Namespace namespace() {
    return namespace;
  }

  Disk disk() {
    return disk;
  }

  /** The router's devices by the ports they stand for. */
  Map<String, String> devices() {
    return devices;
  }

  /** Ends all that runs, and again until nothing has escaped by starting something else. */
  void kill() {
    List<ProcessHandle> running = namespace.processes();
    while (!running.isEmpty()) {
      running.forEach(ProcessHandle::destroyForcibly);
      running = namespace.processes();
    }
  }

  /** Stops all that runs where it stands. */
  void freeze() {
    for (ProcessHandle each : namespace.processes()) {
      Namespace.finish(new ProcessBuilder("kill", "-STOP", Long.toString(each.pid())));
    }
  }

  /** Cuts the power; the disk stays. */
  void off(Plumbing plumbing) {
    List<String> links = devices.values().stream().map(each -> "link delete " + each).toList();
    plumbing.routes().say(links);
    kill();
    Namespace.finish(new ProcessBuilder("umount", view.toString()));
    plumbing.lab().say(List.of("netns delete " + id));
  }
}
