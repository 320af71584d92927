package natfailover.lab.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.lab.region.Picture.Machine;

/** What the tags of a node say, read without the controller's own code. */
final class Marks {
  static final String PREFIX = "nat-failover:";
  static final String FLEET = PREFIX + "fleet";

  private Marks() {}

  static Optional<String> text(Machine machine, String mark) {
    return Optional.ofNullable(machine.tags().get(PREFIX + mark)).filter(text -> !text.isBlank());
  }

  static Optional<Instant> time(Machine machine, String mark) {
    return text(machine, mark).map(Instant::parse);
  }

  static boolean has(Machine machine, String mark) {
    return text(machine, mark).isPresent();
  }

  /** The group that has launched it, as AWS alone can say; empty for none. */
  static String group(Machine machine) {
    return machine.tags().getOrDefault("aws:autoscaling:groupName", "");
  }

  /** A node that a group of the fleet has launched. */
  static boolean member(Machine machine) {
    return !group(machine).isEmpty() && machine.tags().containsKey(FLEET);
  }

  static boolean running(Machine machine) {
    return machine.state().equals("running");
  }

  /** The addresses of its neighbours. */
  static List<String> peers(Machine machine) {
    return text(machine, "peers").stream()
        .flatMap(peers -> Stream.of(peers.split(",")))
        .map(peer -> peer.substring(peer.indexOf('=') + 1))
        .distinct()
        .toList();
  }

  /** The zones it is to carry. */
  static List<String> carries(Machine machine) {
    return text(machine, "carries").map(zones -> List.of(zones.split(" "))).orElse(List.of());
  }
}
