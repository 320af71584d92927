package natfailover.lab.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;

/**
 * The nodes' own software: each boots, proves its egress and says so until its tags agree, says
 * when it is ill, and complains of a neighbour that is silent.
 */
final class Nodes {
  private static final Duration SHORTEST_BOOT = Duration.ofSeconds(1);
  private static final Duration LONGEST_BOOT = Duration.ofSeconds(20);

  private final World world;
  private final Map<String, Agent> agents = new HashMap<>();
  private final Map<String, Ailment> ailments = new HashMap<>();
  private long version;

  Nodes(World world) {
    this.world = world;
  }

  void ail(String node, Ailment ailment) {
    ailments.put(node, ailment);
    version++;
    look();
  }

  void cure(String node) {
    ailments.remove(node);
    version++;
    look();
  }

  /** Changes whenever a node falls ill or recovers. */
  long version() {
    return version;
  }

  Optional<Ailment> ailment(String node) {
    return Optional.ofNullable(ailments.get(node));
  }

  /** Whether packets of private hosts get through it, whatever anybody thinks. */
  boolean forwards(Machine machine) {
    return machine.forwards() && ailment(machine.id()).map(Ailment::forwards).orElse(true);
  }

  private void wake(Duration later) {
    world.time().after(later, this::look);
  }

  /** Lets every node do what it does by now; to be called whenever anything has changed. */
  void look() {
    Picture picture = world.picture();
    for (Machine machine : picture.machines()) {
      if (!Marks.running(machine)) {
        agents.remove(machine.id());
        ailments.remove(machine.id());
      } else if (Marks.member(machine)) {
        look(machine, picture);
      }
    }
  }

  private void look(Machine machine, Picture picture) {
    Agent agent = agents.get(machine.id());
    if (agent == null) {
      Duration boot = world.chance().between(SHORTEST_BOOT, LONGEST_BOOT);
      agents.put(machine.id(), new Agent(world, world.now().plus(boot), this::wake));
      wake(boot);
      return;
    }
    Optional<Ailment> ailment = ailment(machine.id());
    if (!agent.booted()
        || machine.publicIp().isEmpty()
        || ailment.filter(ill -> !ill.speaks()).isPresent()) {
      return;
    }
    agent.report(machine, ailment.isEmpty());
    agent.listen(machine, address -> beating(address, picture));
  }

  /** Who sends beats from an address, and whether they are good. */
  private Optional<Agent.Beat> beating(String address, Picture picture) {
    return picture.machines().stream()
        .filter(machine -> Marks.running(machine) && machine.privateAddress().equals(address))
        .filter(machine -> booted(machine.id()))
        .findFirst()
        .map(Machine::id)
        .filter(node -> ailment(node).map(Ailment::beats).orElse(true))
        .map(node -> new Agent.Beat(node, ailment(node).map(Ailment::wellByItsBeats).orElse(true)));
  }

  private boolean booted(String node) {
    Agent agent = agents.get(node);
    return agent != null && agent.booted();
  }
}
