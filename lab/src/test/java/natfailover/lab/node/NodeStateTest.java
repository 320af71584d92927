package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connections of private hosts outlive their nodes: real packets, real conntrackd. */
class NodeStateTest extends LivingRing {
  @Test
  void everyConnectionOutlivesACrashAndTheReplacementsComingAndItsCrash() {
    crash(first, second, "pred");
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);
    second.carry(true, true);
    flows.get(0).ask("push %s 0".formatted(RingNetwork.hostAddress(1, 1)));

    KeptNode replacement = node(1, 50);
    third.belongs(second, replacement, Optional.empty());
    replacement.carry(false, false);
    replacement.belongs(third, second, Optional.empty());
    second.belongs(replacement, third, Optional.empty());
    second.heard("pred");
    replacement.prepared();
    replacement.carry(true, false);
    replacement.prepared();
    network.carry(1, replacement.name, replacement.primary, replacement.primary);
    assertThat(aliveIn(1)).isEqualTo("echo idle echo push udp push -");
    second.carry(true, false);
    awaitEntries(second, 1, 0);

    crash(third, replacement, "pred");
    replacement.crash();
    second.standsAlone(replacement); // the tags may know of it before the beats do
    comesTo(second, replacement);
    assertThat(aliveIn(1)).isEqualTo("echo idle echo push udp push -");
    assertThat(aliveIn(2)).isEqualTo(ALL_ALIVE);
  }

  @Test
  void aPlannedMoveToTheSpareLosesNothingAndLeavesTheHeirPrepared() {
    KeptNode spare = node(1, 101);
    first.belongs(third, second, Optional.of(spare));
    spare.carry(false, false);
    spare.stands(first);
    spare.awaitHeld("spare", 5);

    spare.carry(true, false);
    spare.prepared();
    // Born after the spare has fetched, before the traffic comes to it.
    flows.get(0).ask("push %s 0".formatted(RingNetwork.hostAddress(1, 1)));
    network.carry(1, spare.name, spare.primary, spare.primary);
    assertThat(aliveIn(1)).isEqualTo("echo idle echo push udp push -");
    second.belongs(spare, third, Optional.empty());
    first.carry(false, false);
    first.stands(spare);
    spare.belongs(third, second, Optional.of(first));
    third.belongs(second, spare, Optional.empty());
    awaitEntries(first, 1, 0);
    // The six that go on; a seventh, left by the move itself, has been seen.
    second.awaitHeld("pred", 6);

    crash(spare, second, "pred");
    assertThat(aliveIn(1)).isEqualTo("echo idle echo push udp push -");
  }

  @Test
  void aFalseAccusationLeavesNoTrace() {
    second.silent("pred");
    second.prepared();
    assertThat(second.entries(1)).isEqualTo(5);

    second.heard("pred");

    awaitEntries(second, 1, 0);
    assertThat(first.entries(1)).isEqualTo(5);
    second.awaitHeld("pred", 5);
    crash(first, second, "pred");
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);
    assertThat(aliveIn(2)).isEqualTo(ALL_ALIVE);
  }
}
