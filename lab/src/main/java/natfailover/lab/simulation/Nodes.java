package natfailover.lab.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;

/**
 * The nodes' own software: each boots, proves its egress and says so until its tags agree, says
 * when it is ill, and complains of a neighbour that is silent.
 */
final class Nodes {
  private static final Duration SHORTEST_BOOT = Duration.ofSeconds(1);
  private static final Duration LONGEST_BOOT = Duration.ofSeconds(20);

  /** Until a neighbour is called silent. */
  private static final Duration SILENCE = Duration.ofMillis(400);

  private static final Duration REPEAT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final Map<String, Agent> agents = new HashMap<>();
  private final Map<String, Ailment> ailments = new HashMap<>();
  private long version;

  /** What one node's software remembers. */
  private static final class Agent {
    private final Instant booted;
    private String told = "";
    private Instant mayRepeat = Instant.MIN;
    private final Map<String, Instant> mayComplain = new HashMap<>();

    Agent(Instant booted) {
      this.booted = booted;
    }
  }

  Nodes(World world) {
    this.world = world;
  }

  void ail(String node, Ailment ailment) {
    ailments.put(node, ailment);
    version++;
    if (ailment.accused()) {
      wake(SILENCE);
    }
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
      agents.put(machine.id(), new Agent(world.now().plus(boot)));
      wake(boot);
      return;
    }
    Optional<Ailment> ailment = ailment(machine.id());
    if (world.now().isBefore(agent.booted)
        || machine.publicIp().isEmpty()
        || ailment.filter(ill -> !ill.speaks()).isPresent()) {
      return;
    }
    report(machine, agent, ailment.isEmpty());
    picture.machines().stream()
        .filter(other -> neighbours(machine, other))
        .filter(other -> ailment(other.id()).map(Ailment::accused).orElse(false))
        .forEach(silent -> complain(machine, silent, agent));
  }

  /** Who is linked to whom, each by the other's address in its tags. */
  private static boolean neighbours(Machine machine, Machine other) {
    return Marks.running(other)
        && !other.id().equals(machine.id())
        && Marks.text(machine, "peers")
            .map(peers -> List.of(peers.split("[=,]")).contains(other.privateAddress()))
            .orElse(false);
  }

  private void complain(Machine machine, Machine silent, Agent agent) {
    Instant may = agent.mayComplain.getOrDefault(silent.id(), Instant.MIN);
    if (!world.now().isBefore(may)) {
      agent.mayComplain.put(silent.id(), world.now().plus(REPEAT));
      wake(REPEAT);
      say("NAT Peer Unreachable", machine, detail -> detail.put("peerId", silent.id()));
    }
  }

  /** Says at once what is new, and again what its tags do not say yet. */
  private void report(Machine machine, Agent agent, boolean well) {
    String carries = String.join(" ", Marks.carries(machine));
    String news =
        well + carries + Marks.text(machine, "trial-since") + Marks.text(machine, "suspect-since");
    boolean repeats = !agrees(machine, agent, well) && !world.now().isBefore(agent.mayRepeat);
    if (!news.equals(agent.told) || repeats) {
      agent.told = news;
      agent.mayRepeat = world.now().plus(REPEAT);
      wake(REPEAT);
      say(well ? "NAT Node Ready" : "NAT Node Impaired", machine, _ -> {});
    }
  }

  private static boolean agrees(Machine machine, Agent agent, boolean well) {
    boolean doubted = Marks.has(machine, "suspect-since");
    Optional<Instant> ready = Marks.time(machine, "ready-since");
    boolean onTrial =
        Marks.time(machine, "trial-since")
            .filter(since -> ready.isEmpty() || ready.get().isBefore(since))
            .isPresent();
    return well
        ? ready.filter(at -> !at.isBefore(agent.booted.minusSeconds(1))).isPresent()
            && !doubted
            && !onTrial
        : doubted;
  }

  private void say(String what, Machine machine, Consumer<ObjectNode> further) {
    ObjectNode detail = JSON.createObjectNode();
    detail.put("fleet", machine.tags().get(Marks.FLEET));
    detail.put("zone", machine.zone());
    detail.put("instanceId", machine.id());
    Marks.carries(machine).forEach(detail.putArray("carries")::add);
    detail.putArray("evidence").add("as simulated");
    further.accept(detail);
    ObjectNode body = JSON.createObjectNode();
    ObjectNode entry = body.putArray("Entries").addObject();
    entry.put("Source", "nat-failover.node").put("DetailType", what);
    entry.put("Detail", detail.toString());
    world.region().call(Request.events("PutEvents", body.toString()), world.now());
  }
}
