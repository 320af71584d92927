package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each node is told of its place: whom it translates for, and who its peers are. */
class ConfigurationTest {
  /** Node by node what its tags say once the plan is carried out. */
  private static Map<String, String> told(FleetBuilder builder, Mark mark) {
    Fleet fleet = builder.build();
    List<Action> actions = new Planner(Policy.DEFAULT).plan(fleet).actions();
    Map<String, String> told = new TreeMap<>();
    for (Node node : ModelFleet.after(fleet, actions).nodes()) {
      Optional.ofNullable(node.recorded().values().get(mark))
          .ifPresent(value -> told.put(node.id(), value));
    }
    return told;
  }

  private static FleetBuilder threeZones() {
    return fleet("a1", "b1", "c1").unconfigured().addresses();
  }

  @Test
  void aNodeTranslatesForItsZoneAndItsPredecessorsAndIsLinkedToItsNeighbours() {
    assertThat(told(threeZones(), Mark.HOME))
        .isEqualTo(Map.of("a1", "1=10.0.1.0/24", "b1", "2=10.0.2.0/24", "c1", "3=10.0.3.0/24"));
    assertThat(told(threeZones(), Mark.ADOPTS))
        .isEqualTo(Map.of("a1", "3=10.0.3.0/24", "b1", "1=10.0.1.0/24", "c1", "2=10.0.2.0/24"));
    assertThat(told(threeZones(), Mark.PEERS))
        .containsEntry("a1", "pred=c1-primary,succ=b1-primary")
        .containsEntry("c1", "pred=b1-primary,succ=a1-primary");
  }

  @Test
  void whatIsRightIsNotWrittenAgainAndADoubtIsNoReasonToRelink() {
    assertThat(fleet("a1", "b1", "c1").addresses().plan().steps()).isEmpty();
    Plan plan = fleet("a1", "b1").addresses().node("a1", n -> n.suspect(1)).plan();
    assertThat(plan.actions()).noneMatch(Action::canWait);
  }

  @Test
  void aPendingNodeIsToldAlreadyAndOneThatGoesOrWasBuiltByHandIsNot() {
    FleetBuilder fleet =
        threeZones()
            .node("a1", n -> n.unready().is(InstanceState.PENDING))
            .node("b1", NodeBuilder::handBuilt)
            .node("c1", n -> n.is(InstanceState.SHUTTING_DOWN));
    assertThat(told(fleet, Mark.HOME)).containsOnlyKeys("a1");
    assertThat(told(fleet, Mark.PEERS)).isEmpty();
  }

  @Test
  void inARingOfTwoTheSameNodeIsBeforeAndAfter() {
    assertThat(told(fleet("a1", "b1").unconfigured(), Mark.PEERS))
        .containsEntry("a1", "pred=b1-primary,succ=b1-primary");
  }

  @Test
  void onlyAnAddressThatCanComeIsAdopted() {
    FleetBuilder fleet =
        fleet("a1", "b1", "c1")
            .unconfigured()
            .address("a", "a1")
            .address("c", "c1")
            .node("a1", NodeBuilder::withoutAdoptionAddress);
    assertThat(told(fleet, Mark.ADOPTS)).isEqualTo(Map.of("b1", "1=10.0.1.0/24"));
    assertThat(told(fleet("a1", "a2").unconfigured().addresses(), Mark.ADOPTS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a1, spare=a2-primary",
    "a2, spare=a1-primary",
  })
  void twoOfAZoneAreEachOthersSpare(String node, String peers) {
    FleetBuilder fleet = fleet("a1", "a2", "a3").unconfigured();
    assertThat(told(fleet, Mark.PEERS)).containsEntry(node, peers).doesNotContainKey("a3");
  }

  @Test
  void theMemberOfAZoneIsWhoCarriesItElseWhoIsFitElseWhoRuns() {
    FleetBuilder carries = fleet("a1", "a2", "b1").unconfigured().route("a", "a2");
    assertThat(told(carries, Mark.PEERS))
        .containsEntry("b1", "pred=a2-primary,succ=a2-primary")
        .containsEntry("a1", "spare=a2-primary");
    FleetBuilder abroad = fleet("a1", "a2", "b1").unconfigured().route("a", "b1");
    FleetBuilder fit =
        abroad.node("a1", n -> n.suspect(1)).node("a2", n -> n.readyFor(1).drained());
    assertThat(told(fit, Mark.PEERS).get("b1")).contains("pred=a1-primary");
    assertThat(told(fit.node("a2", n -> n.tagged(Mark.DRAINED_UNTIL, "x")), Mark.PEERS).get("b1"))
        .contains("pred=a2-primary");
    FleetBuilder starts = abroad.node("a1", n -> n.is(InstanceState.PENDING));
    assertThat(told(starts.node("a2", n -> n.suspect(1)), Mark.PEERS).get("b1"))
        .contains("pred=a2-primary");
  }

  @Test
  void whoIsAboutToCarryTheZoneIsItsMemberAlready() {
    FleetBuilder coming =
        fleet("a1", "a2", "b1")
            .unconfigured()
            .addresses()
            .route("a", "b1")
            .address("a", "b1")
            .node("a1", n -> n.readyFor(130));
    assertThat(told(coming, Mark.CARRIES).keySet()).contains("a2");
    assertThat(told(coming, Mark.PEERS).get("b1")).startsWith("pred=a2-primary");
  }

  @Test
  void aCarrierKeepsItsPlaceUntilThePlannedMoveIsMade() {
    FleetBuilder drained = fleet("a1", "a2", "b1").addresses().node("a1", NodeBuilder::drained);
    assertThat(told(drained, Mark.PEERS).get("b1")).startsWith("pred=a1-primary");
    assertThat(told(drained.node("a2", n -> n.answered("a")), Mark.PEERS).get("b1"))
        .startsWith("pred=a2-primary");
  }

  @Test
  void zonesOfOneLetterAreCountedInTheRing() {
    FleetBuilder fleet = fleet("b1", "c1").unconfigured();
    Fleet lettered = fleet.build();
    assertThat(new ZoneNetworks(lettered).tag("c")).contains("3=10.0.3.0/24");
    Fleet more =
        ModelFleet.with(
            lettered,
            lettered.tables(),
            List.of(
                new Address("e", "1.1.1.1", "lax-1c", Optional.empty(), Optional.empty(), false)));
    assertThat(new ZoneNetworks(more).tag("c")).contains("2=10.0.3.0/24");
    assertThat(new ZoneNetworks(more).tag("lax-1c")).contains("3=");
  }

  @Test
  void whatATagCannotHoldIsLeftOutAndSaid() {
    FleetBuilder fleet = threeZones();
    IntStream.range(0, 30)
        .mapToObj(i -> "10.0." + (100 + 2 * i) + ".0/24")
        .forEach(network -> fleet.table(table(network)));
    assertThat(told(fleet, Mark.HOME)).containsOnlyKeys("b1", "c1");
    assertThat(told(fleet, Mark.ADOPTS)).containsOnlyKeys("a1", "c1");
    assertThat(new ZoneNetworks(fleet.build()).tooLong())
        .singleElement()
        .satisfies(why -> assertThat(why).contains("zone a", "a tag holds 256", "masquerade"));
  }

  private static Table table(String network) {
    Egress a1 = Egress.node("a1");
    return new Table("rtb-" + network, Optional.of("a"), 1, List.of(network), a1, false);
  }

  @Test
  void aTableThatIsHandedBackIsNotServedAndAForeignRouteChangesNothing() {
    Egress foreign = new Egress(Egress.Kind.FOREIGN, "tgw-1");
    Optional<String> a = Optional.of("a");
    FleetBuilder fleet =
        threeZones()
            .table(new Table("rtb-8", a, 1, List.of("10.0.8.0/24"), foreign, false))
            .table(new Table("rtb-9", a, 1, List.of("10.0.9.0/24"), Egress.node("a1"), true));
    assertThat(told(fleet, Mark.HOME)).containsEntry("a1", "1=10.0.1.0/24,10.0.8.0/24");
  }

  @Test
  void whatIsNoLongerTrueIsTakenAway() {
    FleetBuilder alone =
        fleet("a1")
            .unconfigured()
            .node("a1", n -> n.tagged(Mark.PEERS, "pred=10.0.0.9").tagged(Mark.ADOPTS, "2="));
    assertThat(Story.tags(alone.plan())).contains("untag a1 [adopts, peers]");
  }
}
