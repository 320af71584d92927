package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Region;
import natfailover.lab.region.Request;
import natfailover.lab.region.Service;

/**
 * The nodes' own software, where no packets flow: each node that a group launched boots, proves its
 * egress, and says so until its metadata tags agree. Without a public address it can say nothing.
 * Has no clock and no thread; it is told the time.
 */
final class NodeAgents {
  /** From running to ready: what the user data takes, and the proof. */
  private static final Duration BOOT = Duration.ofMillis(600);

  private static final Duration REPEAT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "nat-failover:";

  private final Map<String, Agent> agents = new HashMap<>();

  /** What one node's agent remembers. */
  private static final class Agent {
    private final Instant booted;
    private Instant reported = Instant.EPOCH;
    private String told = "";
    private String tried = "";
    private String doubted = "";

    Agent(Instant booted) {
      this.booted = booted;
    }
  }

  /** Lets every agent do what it would have done by now. */
  void advance(Region region) {
    Picture picture = region.picture();
    for (Machine machine : picture.machines()) {
      if (!machine.state().equals("running")) {
        agents.remove(machine.id());
      } else if (machine.tags().containsKey("aws:autoscaling:groupName")
          && machine.tags().containsKey(PREFIX + "fleet")) {
        Agent agent = agents.computeIfAbsent(machine.id(), _ -> new Agent(picture.at().plus(BOOT)));
        advance(region, machine, agent, picture.at());
      }
    }
  }

  private static void advance(Region region, Machine machine, Agent agent, Instant now) {
    if (now.isBefore(agent.booted) || machine.publicIp().isEmpty()) {
      return;
    }
    String carries = machine.tags().getOrDefault(PREFIX + "carries", "");
    String trial = machine.tags().getOrDefault(PREFIX + "trial-since", "");
    String doubt = machine.tags().getOrDefault(PREFIX + "suspect-since", "");
    boolean news =
        !carries.equals(agent.told)
            || !trial.equals(agent.tried)
            || (!doubt.isEmpty() && !doubt.equals(agent.doubted));
    boolean due = !agrees(machine, agent) && !now.isBefore(agent.reported.plus(REPEAT));
    if (news || due) {
      agent.told = carries;
      agent.tried = trial;
      agent.doubted = doubt;
      agent.reported = now;
      region.call(report(machine, carries), now);
    }
  }

  /** Signed with what its instance profile gives it, under that profile's ARN. */
  private static Request report(Machine machine, String carries) {
    Map<String, String> body = Map.of(Request.BODY, ready(machine, carries));
    return new Request(Service.EVENTS, "PutEvents", body, machine.profile().orElse("NODE"));
  }

  /** Whether the tags say what the node knows of itself: ready, not doubted, no trial open. */
  private static boolean agrees(Machine machine, Agent agent) {
    Optional<Instant> ready = time(machine, "ready-since");
    boolean proved = ready.filter(at -> !at.isBefore(agent.booted.minus(BOOT))).isPresent();
    boolean doubted = machine.tags().containsKey(PREFIX + "suspect-since");
    boolean onTrial =
        time(machine, "trial-since")
            .filter(at -> ready.isEmpty() || ready.get().isBefore(at))
            .isPresent();
    return proved && !doubted && !onTrial;
  }

  private static Optional<Instant> time(Machine machine, String mark) {
    return Optional.ofNullable(machine.tags().get(PREFIX + mark)).map(Instant::parse);
  }

  private static String ready(Machine machine, String carries) {
    ObjectNode detail = JSON.createObjectNode();
    detail.put("fleet", machine.tags().get(PREFIX + "fleet"));
    detail.put("zone", machine.zone());
    detail.put("instanceId", machine.id());
    ArrayNode zones = detail.putArray("carries");
    for (String zone : carries.split(" ", -1)) {
      if (!zone.isEmpty()) {
        zones.add(zone);
      }
    }
    detail.putArray("evidence").add("egress proved");
    ObjectNode body = JSON.createObjectNode();
    ObjectNode entry = body.putArray("Entries").addObject();
    entry.put("Source", "nat-failover.node");
    entry.put("DetailType", "NAT Node Ready");
    entry.put("Detail", detail.toString());
    return body.toString();
  }
}
