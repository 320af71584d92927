package natfailover.lab.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Somebody who gives orders while things break, some of them only to see. */
final class Operator {
  private static final List<String> COMMANDS =
      List.of("status", "failover", "failback", "drain", "pause", "resume");

  /** So that what was ordered is over before the trouble is. */
  private static final int MOST_MINUTES = 5;

  private final World world;
  private final Site site;
  private final Delivery delivery;

  Operator(World world, Site site, Delivery delivery) {
    this.world = world;
    this.site = site;
    this.delivery = delivery;
  }

  /** Plans what is ordered, if anything, in the trouble that begins now. */
  void begin() {
    if (world.chance().happens(0.5)) {
      world.time().after(world.chance().upTo(Trouble.LAST_FAULT), this::order);
    }
  }

  private void order() {
    String command = world.chance().of(COMMANDS);
    String zone = world.chance().of(site.zones());
    boolean dry = world.chance().happens(0.3) || command.equals("status");
    ObjectNode order = new ObjectMapper().createObjectNode();
    order.put("command", command).put("fleet", site.fleet()).put("zone", zone);
    order.put("minutes", 1 + world.chance().below(MOST_MINUTES));
    order.put("dryRun", dry).put("reason", "simulated");
    world.coverage().met(dry ? "order, dry run" : "order", command);
    delivery.invoke(
        new Wake(
            dry ? Wake.Sender.DRY_RUN : Wake.Sender.ORDER,
            command,
            "order " + command + " " + zone,
            order.toString()));
  }
}
