package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connections live on though nodes believe what is wrong, lose their daemons or start anew. */
class NodeMishapsTest extends LivingRing {
  @Test
  void whereTwoNodesBelieveThatTheyCarryAZoneTheAddressDecides() {
    second.silent("pred");
    second.prepared();
    second.carry(true, true);
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);

    network.carry(1, second.name, second.primary, second.adoption);
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);
    network.carry(1, first.name, first.primary, first.primary);
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);

    // What each has told the other it does not hear again from it.
    assertThat(first.entries(1)).isEqualTo(5);
    assertThat(second.entries(1)).isEqualTo(5);
  }

  @Test
  void anAgentThatRestartsAmidATakeOverFindsItsDaemonsAndEndsIt() {
    List<Long> daemons = second.daemons();
    first.crash();
    second.silent("pred");

    second.restartAgent();
    second.carry(true, false);
    second.belongs(first, third, Optional.empty());
    second.silent("pred");
    comesTo(second, first);

    assertThat(second.daemons()).hasSize(2).isEqualTo(daemons);
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);
  }

  @Test
  void daemonsThatDieComeBackWithAllTheyHeld() {
    List<Long> daemons = second.daemons();
    daemons.forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());

    second.awaitOthersThan(daemons);
    second.awaitHeld("pred", 5);

    crash(first, second, "pred");
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);
  }

  @Test
  void daemonsDoNotComeBeforeTheBeatsOfTheAgentAndTheForwardingOfTheKernel() {
    assertThat(second.daemons())
        .hasSize(2)
        .allSatisfy(
            pid ->
                assertThat(Command.of("chrt", "-p", pid.toString()).must())
                    .contains("SCHED_OTHER"));
  }

  @Test
  void aConnectionHasItsPortAtTheHeirThoughItsSourceHasAnotherOneElsewhere() {
    for (int port = 46000; port < 46010; port++) {
      // The second host takes the port towards one server, so that there the first has another.
      open("idle", 1, port);
      open("push", 2, port);
      open("push", 1, port);
    }
    second.awaitHeld("pred", 35);

    crash(first, second, "pred");

    assertThat(aliveIn(1)).endsWith(" -");
  }

  @Test
  void aConnectionThatIsBornAnewDoesNotMeetItsPastAtTheHeir() {
    second.forgetsAfter(1000);
    second.silent("pred");
    second.prepared();
    assertThat(second.entries(1)).isEqualTo(5);
    second.heard("pred");

    open("echo", 1, 45000);
    open("echo", 2, 45000);
    open("idle", 1, 46000);
    second.awaitHeld("pred", 6);
    assertThat(second.entries(1)).isEqualTo(5);

    crash(first, second, "pred");
    assertThat(aliveIn(1)).endsWith(" -");
  }
}
