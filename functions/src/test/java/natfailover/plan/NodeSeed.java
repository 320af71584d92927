package natfailover.plan;

import static natfailover.plan.NodeBuilder.ago;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What may be said of a node; what is rare is chosen by number. */
record NodeSeed(
    InstanceState state,
    Checks.Verdict checks,
    String lifecycle,
    NodeSeed.Trait trait,
    int rarity) {
  enum Trait {
    PLAIN,
    NEW,
    UNREADY,
    SUSPECT,
    ACCUSED,
    LATELY_ACCUSED,
    DRAINED,
    ON_TRIAL,
    TOLD,
    LEFT
  }

  /** Any node, or none. */
  static Arbitrary<Optional<NodeSeed>> any() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(8, InstanceState.RUNNING),
                Tuple.of(1, InstanceState.PENDING),
                Tuple.of(1, InstanceState.STOPPED),
                Tuple.of(1, InstanceState.TERMINATED)),
            Arbitraries.frequency(
                Tuple.of(8, Checks.Verdict.OK),
                Tuple.of(1, Checks.Verdict.INITIALIZING),
                Tuple.of(1, Checks.Verdict.IMPAIRED),
                Tuple.of(2, Checks.Verdict.UNKNOWN)),
            Arbitraries.frequency(
                Tuple.of(8, "InService"),
                Tuple.of(2, ""),
                Tuple.of(1, "Pending"),
                Tuple.of(1, "Pending:Wait"),
                Tuple.of(1, "Terminating:Wait"),
                Tuple.of(1, "Standby")),
            Arbitraries.frequency(
                Tuple.of(5, Trait.PLAIN),
                Tuple.of(1, Trait.NEW),
                Tuple.of(1, Trait.UNREADY),
                Tuple.of(1, Trait.SUSPECT),
                Tuple.of(1, Trait.ACCUSED),
                Tuple.of(1, Trait.LATELY_ACCUSED),
                Tuple.of(1, Trait.DRAINED),
                Tuple.of(1, Trait.ON_TRIAL),
                Tuple.of(1, Trait.TOLD),
                Tuple.of(1, Trait.LEFT)),
            Arbitraries.integers().between(0, 9))
        .as(NodeSeed::new)
        .optional(0.8);
  }

  NodeBuilder on(NodeBuilder node) {
    node.is(state).checks(checks);
    if (lifecycle.isEmpty()) {
      node.handBuilt();
    } else {
      node.lifecycle(lifecycle);
    }
    switch (rarity) {
      case 0 -> node.withoutPublicAddress();
      case 1 -> node.withoutAdoptionAddress();
      case 2 -> node.sourceDestCheckOn();
      default -> {}
    }
    return switch (trait) {
      case PLAIN -> node;
      case NEW -> lifecycle.isEmpty() ? node : node.readyFor(60);
      case UNREADY -> node.unready();
      case SUSPECT -> node.learnt(Mark.SUSPECT_SINCE, ago(300));
      case ACCUSED -> node.suspect(30).learnt(Mark.SUSPECT_UNTIL, ago(-30));
      case LATELY_ACCUSED -> node.suspect(90).tagged(Mark.SUSPECT_UNTIL, ago(30));
      case DRAINED -> node.drained();
      case ON_TRIAL -> node.tagged(Mark.TRIAL_SINCE, ago(2));
      case LEFT -> node.tagged(Mark.CARRIED_UNTIL, ago(2));
      case TOLD -> node.tagged(Mark.CARRIES, "a b").tagged(Mark.CARRIES_SINCE, ago(3));
    };
  }
}
