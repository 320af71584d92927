package natfailover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What nodes are told, whatever state the fleet is in. */
@PropertyDefaults(tries = 500, edgeCases = EdgeCasesMode.NONE)
class ConfigurationPropertiesTest {
  private final Planner planner = new Planner(Policy.DEFAULT);

  @Provide
  Arbitrary<Fleet> fleets() {
    return Fleets.any();
  }

  @Property
  void everyLinkIsKnownAtBothEnds(@ForAll("fleets") Fleet fleet) {
    Fleet told = Configured.fleet(fleet);
    for (Node node : told.nodes()) {
      peers(node)
          .forEach(
              (role, address) -> {
                Node peer = of(told, address);
                assertThat(peer).isNotEqualTo(node);
                assertThat(peer.handBuilt() || peer.gone()).isFalse();
                assertThat(peers(peer)).containsEntry(opposite(role), own(node));
              });
    }
  }

  @Property
  void aRingHasOneMemberOfEachZone(@ForAll("fleets") Fleet fleet) {
    Fleet told = Configured.fleet(fleet);
    for (Node node : told.nodes()) {
      Map<String, String> peers = peers(node);
      if (peers.containsKey("pred")) {
        assertThat(of(told, peers.getOrDefault("pred", "")).zone())
            .isEqualTo(told.predecessor(node.zone()).orElseThrow());
      }
      if (peers.containsKey("spare")) {
        assertThat(of(told, peers.getOrDefault("spare", "")).zone()).isEqualTo(node.zone());
      }
    }
  }

  @Property
  void thePlanOfWhatWasToldTellsNothing(@ForAll("fleets") Fleet fleet) {
    assertThat(planner.plan(Configured.fleet(fleet)).actions()).noneMatch(Action::canWait);
  }

  @Property
  void nothingWaitsForWhatCanWait(@ForAll("fleets") Fleet fleet) {
    assertThat(planner.plan(fleet).steps())
        .allMatch(step -> step.after().stream().noneMatch(Action::canWait));
  }

  /** Where each zone has one node there is nobody else to be its member. */
  @Property
  void aDoubtRelinksNobody(
      @ForAll @IntRange(min = 1, max = 4) int zones, @ForAll @IntRange(max = 3) int doubted) {
    List<String> ids = List.of("a1", "b1", "c1", "d1").subList(0, zones);
    FleetBuilder fleet = FleetBuilder.fleet(ids.toArray(String[]::new)).addresses();
    Fleet rest = fleet.build();
    Node suspect = rest.nodes().get(doubted % zones);
    Fleet hit =
        rest.mapNodes(
            node ->
                node.equals(suspect)
                    ? node.with(node.marks().with(Mark.SUSPECT_SINCE, rest.observedAt()))
                    : node);
    assertThat(planner.plan(hit).actions()).noneMatch(Action::canWait);
  }

  private static String own(Node node) {
    return node.attachment().privateAddress();
  }

  private static Node of(Fleet fleet, String address) {
    return fleet.nodes().stream().filter(n -> own(n).equals(address)).findFirst().orElseThrow();
  }

  private static String opposite(String role) {
    return switch (role) {
      case "pred" -> "succ";
      case "succ" -> "pred";
      default -> "spare";
    };
  }

  private static Map<String, String> peers(Node node) {
    Map<String, String> peers = new LinkedHashMap<>();
    String text = node.recorded().values().getOrDefault(Mark.PEERS, "");
    for (String word : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] parts = word.split("=", 2);
      peers.put(parts[0], parts[1]);
    }
    return peers;
  }
}
