package natfailover.lab.box;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import natfailover.lab.region.Topology;

/** The instances that are powered on, as the region says. */
final class Machines implements AutoCloseable {
  private final Plumbing plumbing;
  private final BoxSettings settings;
  private final Map<String, Machine> running = new ConcurrentHashMap<>();
  private int lastDevice;

  Machines(Plumbing plumbing, BoxSettings settings) {
    this.plumbing = plumbing;
    this.settings = settings;
  }

  Optional<Machine> find(String id) {
    return Optional.ofNullable(running.get(id));
  }

  /** A machine that has to be there. */
  Machine at(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new BoxFailed("no instance %s is running, but %s".formatted(id, running.keySet())));
  }

  /** The router's devices by port, of all that runs. */
  Map<String, String> devices() {
    Map<String, String> devices = new TreeMap<>();
    running.values().forEach(machine -> devices.putAll(machine.devices()));
    return devices;
  }

  /** Switches off what the region no longer runs, and on what it runs by now. */
  List<Machine> follow(Topology topology) {
    Map<String, Topology.Machine> wanted = new HashMap<>();
    topology.machines().stream()
        .filter(each -> each.state().equals("running"))
        .forEach(each -> wanted.put(each.id(), each));
    for (String id : List.copyOf(running.keySet())) {
      if (!wanted.containsKey(id)) {
        find(id).ifPresent(machine -> machine.off(plumbing));
        running.remove(id);
      }
    }
    return wanted.values().stream()
        .filter(each -> !running.containsKey(each.id()))
        .map(each -> start(each, topology))
        .toList();
  }

  private Machine start(Topology.Machine wanted, Topology topology) {
    Map<String, String> devices = new TreeMap<>();
    topology.ports().stream()
        .filter(port -> port.machine().equals(Optional.of(wanted.id())))
        .forEach(port -> devices.put(port.id(), "v" + ++lastDevice));
    Disk disk = new Disk(wanted.id(), settings, wanted.userData());
    Machine machine = Machine.on(plumbing, topology, devices, disk);
    running.put(wanted.id(), machine);
    return machine;
  }

  @Override
  public void close() {
    running.values().forEach(machine -> machine.off(plumbing));
    running.clear();
  }
}
