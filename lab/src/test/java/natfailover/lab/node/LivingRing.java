package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three zones with a node and lasting connections each, and what can happen to them. */
abstract class LivingRing {
  static final String ALL_ALIVE = "echo idle echo push udp -";

  @TempDir private Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  RingNetwork network;
  KeptNode first;
  KeptNode second;
  KeptNode third;
  List<Dialogue> flows;

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
    second.awaitHeld("pred", 5);
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable thing : opened.reversed()) {
      thing.close();
    }
    network.close();
  }

  final void open(String kind, int host, int port) {
    String source = RingNetwork.hostAddress(1, host);
    flows.get(0).ask("%s %s %d".formatted(kind, source, port));
  }

  final void crash(KeptNode node, KeptNode heir, String role) {
    node.crash();
    heir.silent(role);
    comesTo(heir, node);
  }

  final void comesTo(KeptNode heir, KeptNode node) {
    heir.prepared();
    network.carry(node.zone, heir.name, heir.primary, heir.adoption);
  }

  final KeptNode node(int zone, int address) {
    KeptNode node = new KeptNode(network, folder, zone, address);
    opened.add(node);
    return node;
  }

  final Dialogue flowsOf(int zone) {
    Dialogue flows = LastingFlows.open(network, zone, folder.resolve("flows" + zone));
    opened.add(flows);
    return flows;
  }

  final String aliveIn(int zone) {
    return flows.get(zone - 1).ask("check");
  }

  static void awaitEntries(KeptNode node, int zone, int count) {
    Await.present(
        () -> Optional.of(node.entries(zone)).filter(entries -> entries == count),
        () -> node.name + " holds " + node.entries(zone) + " entries\n" + node.log());
  }
}
