package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold when a scenario runs in a network, however fast or slow the machine is.
 *
 * @param rescued whether new connections must work again before anything is mended
 * @param addressStays whether the far end must see one and the same address throughout
 * @param survival how many of the established TCP connections must live
 * @param because why no more of them need; empty where nothing is to be explained
 * @param othersUndisturbed whether the other zones must notice nothing; else their connections live
 * @param told what an event after the fault must say; empty where none need
 * @param longestGap how long egress may be interrupted at most, where that is judged
 */
record Expectation(
    boolean rescued,
    boolean addressStays,
    Survival survival,
    Optional<String> because,
    boolean othersUndisturbed,
    Optional<String> told,
    Optional<Duration> longestGap) {
  private static final String REFUSED =
      "while the rules are gone the node's own kernel refuses (RST) what the far end sends, so"
          + " connections on which the far end speaks may die until the rules are back";

  /** The death of a node in between included; AWS's own delay comes on top. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(2);

  /** How many of the established TCP connections must live. */
  enum Survival {
    /** None need: the address changes, or nobody holds their state. */
    ANY("established connections may be lost", 0),
    /**
     * Of these a few may die as well, since what has to take another port may take one of theirs:
     * of two hosts with 10,000 connections one in 60 or so, more where there are more.
     */
    FREE_PORTS(
        "without copies: at least 95 % of the TCP connections live on, on which the private side"
            + " speaks first, from a port that no other host uses",
        0.95),
    NEARLY_ALL("at least 99.9 % of the established TCP connections live on", 0.999),
    ALL("every established TCP connection lives on", 1);

    private final String words;
    private final double share;

    Survival(String words, double share) {
      this.words = words;
      this.share = share;
    }

    /** The least share of connections. */
    double share() {
      return share;
    }
  }

  /** What must hold for a scenario in a network. */
  static Expectation of(Scenario scenario, Network network) {
    boolean rescued = scenario != Scenario.ZONE_LOST || !network.tutorial();
    // Who has but one peer cannot tell a partition from its death.
    boolean moves =
        scenario == Scenario.PARTITION
            ? network.tutorial()
            : scenario.kind() != Scenario.Kind.WARNING && scenario != Scenario.RULES_FLUSHED;
    boolean addressStays = network.elastic() || !moves;
    // The hand-built instance replicates nothing.
    boolean held = !network.tutorial() || scenario.breaksOurNode();
    boolean flushed = scenario == Scenario.RULES_FLUSHED;
    return new Expectation(
        rescued,
        addressStays,
        survival(scenario, rescued && addressStays && held && !flushed),
        flushed ? Optional.of(REFUSED) : Optional.empty(),
        // Two nodes accuse each other, and whoever is heard first is believed.
        scenario != Scenario.PARTITION,
        told(scenario),
        scenario == Scenario.ONBOARD_OFFBOARD ? Optional.of(LONGEST_GAP) : Optional.empty());
  }

  /** What holds of it where no node has a copy of another one's connections. */
  Expectation withoutCopies() {
    boolean possible = survival != Survival.ANY;
    return new Expectation(
        rescued,
        addressStays,
        possible ? Survival.FREE_PORTS : Survival.ANY,
        because,
        othersUndisturbed,
        told,
        longestGap);
  }

  private static Survival survival(Scenario scenario, boolean possible) {
    if (!possible) {
      return Survival.ANY;
    }
    return scenario.kind() == Scenario.Kind.FAILURE ? Survival.NEARLY_ALL : Survival.ALL;
  }

  private static Optional<String> told(Scenario scenario) {
    return switch (scenario) {
      case CRASH, SECOND_CRASH, HANG -> Optional.of("NAT Peer Unreachable");
      case EGRESS_BLACKHOLE -> Optional.of("no-egress");
      case SOURCE_DEST_CHECK -> Optional.of("source-dest-check");
      case RULES_FLUSHED -> Optional.of("put back");
      case CONNTRACK_FULL -> Optional.of("conntrack-nearly-full");
      case TERMINATE,
          TERMINATE_HOOK,
          STOP,
          SPOT,
          PARTITION,
          ZONE_LOST,
          DRAIN,
          FAILBACK,
          LAUNCH_FAILS,
          ONBOARD_OFFBOARD ->
          Optional.empty();
    };
  }

  /** The expectation in a sentence. */
  String stated() {
    List<String> parts = new ArrayList<>();
    parts.add(
        rescued
            ? "new connections work again before anything is mended"
            : "there is no second path: new connections work again once the zone is back");
    parts.add(survival.words + because.map(words -> " (" + words + ")").orElse(""));
    if (addressStays) {
      parts.add("the far end sees one address throughout");
    }
    parts.add(
        othersUndisturbed
            ? "the other zones notice nothing"
            : "the peer's zone may move as well, its connections live on");
    told.ifPresent(words -> parts.add("an event says '" + words + "'"));
    longestGap.ifPresent(
        gap ->
            parts.add(
                "no gap in egress is longer than %d ms and AWS's own delay"
                    .formatted(gap.toMillis())));
    parts.add(
        longestGap.isPresent()
            ? "in the end every route and address is as it was, no tag is left, and a route whose"
                + " previous target is dead is removed, which the stack's answer says"
            : "in the end everything is home again");
    return String.join("; ", parts);
  }
}
