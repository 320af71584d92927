package natfailover.lab.gameday;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways in which a game day breaks a network. */
enum Scenario {
  /** The node that carries the zone dies without a word; EC2 goes on saying that it runs. */
  CRASH(Kind.FAILURE, true),
  /** The node has died and has been replaced; now its replacement dies too. */
  SECOND_CRASH(Kind.FAILURE, true),
  /** It forwards nothing and its programs stand still, but it answers pings. */
  HANG(Kind.FAILURE, true),
  /** EC2 terminates it. */
  TERMINATE(Kind.FAILURE, false),
  /** Its Auto Scaling group replaces it, and waits at the terminate hook. */
  TERMINATE_HOOK(Kind.PLANNED, true),
  /** Somebody stops it. */
  STOP(Kind.FAILURE, false),
  /** AWS takes the Spot instance back, with its notice. */
  SPOT(Kind.PLANNED, false),
  /** Somebody switches its source/destination check on. */
  SOURCE_DEST_CHECK(Kind.FAILURE, true),
  /** Somebody flushes its packet filter and its translation. */
  RULES_FLUSHED(Kind.FAILURE, true),
  /** Its table of connections is nearly full. */
  CONNTRACK_FULL(Kind.WARNING, true),
  /** What it sends to the internet is lost; its neighbours still hear it. */
  EGRESS_BLACKHOLE(Kind.FAILURE, true),
  /** It and a peer hear each other no longer; both are fine. */
  PARTITION(Kind.WARNING, true),
  /** Everything of the fleet in the zone dies, and comes back later. */
  ZONE_LOST(Kind.FAILURE, false),
  /** An operator moves the traffic away, and has it back. */
  DRAIN(Kind.PLANNED, false),
  /** The traffic is with another node, and comes home on an operator's word. */
  FAILBACK(Kind.PLANNED, true),
  /** The node dies, and its zone has no capacity for another for a while. */
  LAUNCH_FAILS(Kind.FAILURE, false),
  /** A stack takes over what was built by hand, its node dies, and the stack is deleted again. */
  ONBOARD_OFFBOARD(Kind.PLANNED, false);

  /** What a scenario leaves time for. */
  enum Kind {
    /** Nobody knew before. */
    FAILURE,
    /** There is time to move the traffic before the node goes, so that none may be lost. */
    PLANNED,
    /** The traffic goes on as it was. */
    WARNING
  }

  private final Kind kind;
  private final boolean packets;

  Scenario(Kind kind, boolean packets) {
    this.kind = kind;
    this.packets = packets;
  }

  Kind kind() {
    return kind;
  }

  boolean planned() {
    return kind == Kind.PLANNED;
  }

  /** Whether it means nothing to the control plane alone. */
  boolean needsPackets() {
    return packets;
  }

  /**
   * Whether what breaks is a node of the fleet's own, agent and all; in a tutorial its group then
   * has taken over from the hand-built instance before, with a spare beside it.
   */
  boolean breaksOurNode() {
    return packets && this != FAILBACK;
  }

  /** Whether the traffic has to leave the node; else it may be mended where it is. */
  boolean movesTraffic() {
    return kind != Kind.WARNING && this != RULES_FLUSHED && this != SOURCE_DEST_CHECK;
  }

  /** Whether the fleet itself has to get rid of the node. */
  boolean replacesNode() {
    return switch (this) {
      case CRASH, SECOND_CRASH, HANG, EGRESS_BLACKHOLE, TERMINATE_HOOK -> true;
      case TERMINATE,
          STOP,
          SPOT,
          SOURCE_DEST_CHECK,
          RULES_FLUSHED,
          CONNTRACK_FULL,
          PARTITION,
          ZONE_LOST,
          DRAIN,
          FAILBACK,
          LAUNCH_FAILS,
          ONBOARD_OFFBOARD ->
          false;
    };
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
