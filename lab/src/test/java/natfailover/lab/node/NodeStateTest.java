package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of private hosts outlive their nodes: real packets, real conntrackd. */
class NodeStateTest {
  private static final String ALL_ALIVE = "echo idle echo push udp -";

  @TempDir private Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private RingNetwork network;
  private KeptNode first;
  private KeptNode second;
  private KeptNode third;
  private List<Dialogue> flows;

  @BeforeEach
  void ringOfThree() {
    network = RingNetwork.open();
    first = node(1, 100);
    second = node(2, 100);
    third = node(3, 100);
    List.of(first, second, third).forEach(node -> node.carry(true, false));
    first.belongs(third, second, Optional.empty());
    second.belongs(first, third, Optional.empty());
    third.belongs(second, first, Optional.empty());
    for (KeptNode node : List.of(first, second, third)) {
      node.prepared();
      network.carry(node.zone, node.name, node.primary, node.primary);
    }
    flows = List.of(flowsOf(1), flowsOf(2), flowsOf(3));
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);
    second.awaitReport("pred: 5 connections held");
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable thing : opened.reversed()) {
      thing.close();
    }
    network.close();
  }

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
    spare.awaitReport("spare: 5 connections held");

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
    second.awaitReport("pred: 6 connections held");

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
    second.awaitReport("pred: 5 connections held");
    crash(first, second, "pred");
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);
    assertThat(aliveIn(2)).isEqualTo(ALL_ALIVE);
  }

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
    second.awaitReport("pred: 5 connections held");

    crash(first, second, "pred");
    assertThat(aliveIn(1)).isEqualTo(ALL_ALIVE);
  }

  @Test
  void aConnectionHasItsPortAtTheHeirThoughItsSourceHasAnotherOneElsewhere() {
    for (int port = 46000; port < 46010; port++) {
      // The second host takes the port towards one server, so that there the first has another.
      open("idle", 1, port);
      open("push", 2, port);
      open("push", 1, port);
    }
    second.awaitReport("pred: 35 connections held");

    crash(first, second, "pred");

    assertThat(aliveIn(1)).endsWith(" -");
  }

  private void open(String kind, int host, int port) {
    String source = RingNetwork.hostAddress(1, host);
    flows.get(0).ask("%s %s %d".formatted(kind, source, port));
  }

  private void crash(KeptNode node, KeptNode heir, String role) {
    node.crash();
    heir.silent(role);
    comesTo(heir, node);
  }

  private void comesTo(KeptNode heir, KeptNode node) {
    heir.prepared();
    network.carry(node.zone, heir.name, heir.primary, heir.adoption);
  }

  private KeptNode node(int zone, int address) {
    KeptNode node = new KeptNode(network, folder, zone, address);
    opened.add(node);
    return node;
  }

  private Dialogue flowsOf(int zone) {
    Dialogue flows = LastingFlows.open(network, zone, folder.resolve("flows" + zone));
    opened.add(flows);
    return flows;
  }

  private String aliveIn(int zone) {
    return flows.get(zone - 1).ask("check");
  }

  private static void awaitEntries(KeptNode node, int zone, int count) {
    Await.present(
        () -> Optional.of(node.entries(zone)).filter(entries -> entries == count),
        () -> node.name + " holds " + node.entries(zone) + " entries\n" + node.log());
  }
}
