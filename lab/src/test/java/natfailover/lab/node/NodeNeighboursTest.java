package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes say of each other, and when. */
class NodeNeighboursTest {
  private static final String READY = "NAT Node Ready";
  private static final String IMPAIRED = "NAT Node Impaired";
  private static final String UNREACHABLE = "NAT Peer Unreachable";

  @TempDir private Path folder;

  @Test
  void everyNeighbourReportsANodeThatDies() {
    try (NodeRing ring = whole(3)) {
      int before = ring.events().size();

      ring.signal(3, "KILL");

      for (int accuser = 1; accuser <= 2; accuser++) {
        NodeEvent event = ring.awaitEvent(before, about(accuser, 3));
        assertThat(event.detail().get("fleet").asText()).isEqualTo("prod");
        assertThat(event.detail().get("zone").asText()).isEqualTo(NodeRing.zone(accuser));
        assertThat(event.evidence().getFirst()).startsWith("silent: " + NodeRing.id(3));
        assertThat(event.evidence().getLast()).endsWith("heard: " + NodeRing.id(3 - accuser));
      }
      assertThat(ring.events().stream().filter(said -> said.kind().equals(UNREACHABLE)))
          .allMatch(said -> said.detail().get("peerId").asText().equals(NodeRing.id(3)));
    }
  }

  @Test
  void aNodeThatWasFrozenAccusesNobodyWhenItIsBack() {
    try (NodeRing ring = whole(2)) {
      int before = ring.events().size();
      ring.signal(1, "STOP");
      ring.awaitEvent(before, about(2, 1));

      ring.signal(1, "CONT");

      answers(ring, 1);
      assertThat(ring.events()).noneMatch(about(1, 2));
    }
  }

  @Test
  void aNodeThatWasCutOffAccusesNobodyWhenItIsBack() {
    try (NodeRing ring = whole(2)) {
      int before = ring.events().size();
      ring.wires().unplug(NodeRing.place(1));
      ring.awaitEvent(before, about(2, 1));
      ring.awaitLog(1, UNREACHABLE + " was not taken by the event bus");

      ring.wires().plugIn(NodeRing.place(1));

      answers(ring, 1);
      assertThat(ring.events()).noneMatch(about(1, 2));
    }
  }

  @Test
  void aNeighbourReportsForANodeThatHasLostEgressAndItSpeaksAgainOnceItCan() {
    try (NodeRing ring = whole(2)) {
      int before = ring.events().size();

      ring.wires().cutEgress(NodeRing.place(2));

      NodeEvent event = ring.awaitEvent(before, about(1, 2));
      assertThat(event.mentions("peer says no-egress: 203.0.113.10:7000 no answer")).isTrue();
      assertThat(ring.events().stream().skip(before)).noneMatch(by(2));
      int afterwards = ring.events().size();

      ring.wires().mendEgress(NodeRing.place(2));

      ring.awaitEvent(afterwards, by(2).and(said -> said.kind().equals(READY)));
    }
  }

  @Test
  void aNodeSeesByItsOwnPacketsThatTheSourceCheckIsOn() {
    try (NodeRing ring = whole(2)) {
      int before = ring.events().size();

      ring.wires().checkSources(NodeRing.place(2), "10.40.2.0/24");

      NodeEvent impaired = ring.awaitEvent(before, by(2).and(said -> said.kind().equals(IMPAIRED)));
      assertThat(impaired.evidence())
          .singleElement()
          .asString()
          .startsWith("source-dest-check: ")
          .contains(NodeRing.id(1));
      int afterwards = ring.events().size();

      ring.wires().letSourcesPass(NodeRing.place(2));

      NodeEvent ready = ring.awaitEvent(afterwards, by(2).and(said -> said.kind().equals(READY)));
      assertThat(ready.mentions("source-dest-check: off")).isTrue();
      assertThat(ring.events()).noneMatch(said -> said.kind().equals(UNREACHABLE));
    }
  }

  @Test
  void followsNewTagsWithPeersAndTranslation() {
    try (NodeRing ring = whole(3)) {
      ring.tag(1, "peers", "succ=" + NodeRing.address(2));
      ring.untag(1, "adopts");
      int before = ring.events().size();
      NodeEvent changed =
          ring.awaitEvent(before, by(1).and(said -> said.mentions("translation: home")));
      assertThat(changed.evidence()).contains("translation: home");

      ring.signal(3, "KILL");

      ring.awaitEvent(before, about(2, 3));
      answers(ring, 1);
      assertThat(ring.events()).noneMatch(about(1, 3));

      ring.untag(1, "home");

      ring.awaitEvent(before, said -> said.mentions("translation: masquerade (no tag home)"));
    }
  }

  /** A ring in which every node has proved itself and is heard by the others. */
  private NodeRing whole(int nodes) {
    NodeRing ring = NodeRing.of(nodes, folder);
    try {
      for (int node = 1; node <= nodes; node++) {
        ring.awaitEvent(0, by(node).and(said -> said.mentions("source-dest-check: off")));
        ring.tag(node, "ready-since", "2026-01-01T00:00:00Z");
      }
      return ring;
    } catch (RuntimeException | Error e) {
      ring.close();
      throw e;
    }
  }

  /** Waits until a node has read its tags anew and answered them. */
  private static void answers(NodeRing ring, int node) {
    ring.tag(node, "carries", NodeRing.zone(node));
    ring.awaitEvent(0, by(node).and(said -> said.carries().contains(NodeRing.zone(node))));
  }

  private static Predicate<NodeEvent> by(int node) {
    return said -> said.detail().get("instanceId").asText().equals(NodeRing.id(node));
  }

  private static Predicate<NodeEvent> about(int accuser, int peer) {
    return by(accuser)
        .and(said -> said.kind().equals(UNREACHABLE))
        .and(said -> said.detail().get("peerId").asText().equals(NodeRing.id(peer)));
  }
}
