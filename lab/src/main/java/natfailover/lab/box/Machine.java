package natfailover.lab.box;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import natfailover.lab.region.Topology;

/** An instance that is powered on: a namespace, a view of the file system, a disk. */
final class Machine {
  private static final System.Logger LOG = System.getLogger(Machine.class.getName());
  private static final Duration RESTART = Duration.ofMillis(100); // systemd's own
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

  private final String id;
  private final Namespace namespace;
  private final Process keeper;
  private final Map<String, String> devices;
  private final Disk disk;
  private boolean killed;
  private CompletableFuture<Namespace.Result> boot = new CompletableFuture<>();

  private Machine(Process keeper, Map<String, String> devices, Disk disk) {
    this.id = disk.instance();
    this.keeper = keeper;
    this.namespace = Namespace.of(id).seeing(Path.of("/proc/" + keeper.pid() + "/ns/mnt"));
    this.devices = Map.copyOf(devices);
    this.disk = disk;
  }

  /** Switches an instance on; its interfaces get the devices named by port. */
  static Machine on(Plumbing plumbing, Topology topology, Map<String, String> devices, Disk disk) {
    plumbing.lab().must("netns add " + disk.instance());
    Machine machine = new Machine(view(disk), devices, disk);
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

  /**
   * Gives the instance its view of the file system, and starts the process that keeps it; that one
   * is not in the instance's network, and thus not among what runs there.
   */
  private static Process view(Disk disk) {
    List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
    words.addAll(List.of("sh", "-c", Plumbing.text("machine.sh"), "machine"));
    words.addAll(disk.missingPrograms());
    try {
      Process keeper = Namespace.of(disk.instance()).start(Map.of(), words);
      String line = keeper.inputReader().readLine();
      if (!"ready".equals(line)) {
        keeper.destroyForcibly();
        throw new BoxFailed(disk.instance() + ": no view of the file system: " + line);
      }
      return keeper;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    Thread.startVirtualThread(this::guard);
  }

  /** As systemd has it: an agent that ends by itself is started anew. */
  private void guard() {
    boolean booted = boot.handle((_, failure) -> failure == null).join();
    Optional<ProcessHandle> agent = booted ? disk.agent() : Optional.empty();
    while (agent.isPresent()) {
      agent.get().onExit().join();
      LockSupport.parkNanos(RESTART.toNanos());
      agent = restart();
    }
  }

  private synchronized Optional<ProcessHandle> restart() {
    if (killed) {
      return Optional.empty();
    }
    String words = disk.lastWords();
    LOG.log(WARNING, "The agent of " + id + " ended, and starts anew; it said last:\n" + words);
    return Optional.of(disk.startAgent(namespace));
  }

  private synchronized void leaveNothingBehind() {
    killed = true;
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
    leaveNothingBehind();
    long end = System.nanoTime() + DEADLINE.toNanos();
    List<ProcessHandle> running = namespace.processes();
    while (!running.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new BoxFailed(id + ": these processes do not end: " + running);
      }
      running.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
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
    keeper.destroyForcibly();
    plumbing.lab().say(List.of("netns delete " + id));
  }
}
