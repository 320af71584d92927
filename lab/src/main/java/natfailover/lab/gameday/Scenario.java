package natfailover.lab.gameday;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways in which a game day breaks a network. */
enum Scenario {
  /** The node that carries the zone dies. */
  TERMINATE(false),
  /** Somebody stops the node that carries the zone. */
  STOP(false),
  /** AWS takes the Spot instance back, with its notice. */
  SPOT(true),
  /** An operator moves the traffic away, and has it back. */
  DRAIN(true),
  /** The node dies, and its zone has no capacity for another for a while. */
  LAUNCH_FAILS(false),
  /** Everything in the zone dies, and comes back later. */
  ZONE_LOST(false);

  private final boolean planned;

  Scenario(boolean planned) {
    this.planned = planned;
  }

  /** Whether there is time to move the traffic before the node goes, so that none may be lost. */
  boolean planned() {
    return planned;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The scenarios that a word on the command line means. */
  static List<Scenario> named(String label) {
    if (label.equals("all")) {
      return List.of(values());
    }
    List<Scenario> found =
        Arrays.stream(values()).filter(scenario -> scenario.label().equals(label)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no scenario '%s'; allowed: all, %s".formatted(label, labels()));
    }
    return found;
  }

  static String labels() {
    return Arrays.stream(values()).map(Scenario::label).collect(Collectors.joining(", "));
  }
}
