package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A node is given up late, alone, and never for the worse. */
class CondemnationTest {
  /** A spare that has been doubted for long. */
  private static FleetBuilder doubted() {
    return fleet("a1", "a2", "b1", "c1").node("a2", n -> n.suspect(180));
  }

  @Test
  void nodeDoubtedForThreeMinutesIsReplaced() {
    assertThat(deeds(doubted().plan())).containsExactly("condemn a2");
    assertThat(deeds(doubted().node("a2", n -> n.suspect(179)).plan())).isEmpty();
  }

  @Test
  void nodeWhoseStatusChecksFailForThreeMinutesIsReplaced() {
    Checks failing =
        new Checks(Checks.Verdict.IMPAIRED, Optional.of(NOW.minusSeconds(180)), Optional.empty());
    assertThat(deeds(fleet("a1", "a2", "b1").node("a2", n -> n.checks(failing)).plan()))
        .containsExactly("condemn a2");
  }

  @Test
  void launchThatIsDoubtedForLongIsAbandoned() {
    Plan plan = doubted().node("a2", n -> n.lifecycle("Pending:Wait")).plan();
    assertThat(deeds(plan)).containsExactly("complete a2 LAUNCHING ABANDON");
    assertThat(plan.actions()).filteredOn(Action::destructive).hasSize(1);
  }

  @Test
  void neverTheLastHope() {
    Plan plan =
        doubted()
            .node("a1", NodeBuilder::drained)
            .node("b1", NodeBuilder::unknown)
            .node("c1", NodeBuilder::unready)
            .plan();
    assertThat(deeds(plan)).isEmpty();
  }

  @Test
  void theOnlyNodeIsReplacedWhileAGatewayCarriesItsTraffic() {
    Plan plan =
        fleet("a1")
            .node("a1", node -> node.suspect(600))
            .gateway("nat-a", "a", true)
            .route("a", Egress.gateway("nat-a"))
            .plan();
    assertThat(deeds(plan)).containsExactly("condemn a1");
  }

  @Test
  void neverOneThatCarriesTraffic() {
    Plan plan = doubted().table("rtb-a9", "a", 1, Egress.node("a2")).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a9 a1");
  }

  @Test
  void neverInAPausedZone() {
    assertThat(deeds(doubted().pausedUntil("a", NOW.plusSeconds(1)).plan())).isEmpty();
  }

  @Test
  void neverWhileAnotherZoneReplacesItsOwn() {
    assertThat(deeds(doubted().node("c1", n -> n.lifecycle("Pending:Wait")).plan()))
        .noneMatch(deed -> deed.startsWith("condemn"));
    assertThat(deeds(doubted().node("c2", n -> n.lifecycle("Terminating:Proceed")).plan()))
        .noneMatch(deed -> deed.startsWith("condemn"));
  }

  /** Its group may have no machine to put in its place, for hours. */
  @Test
  void neverWhileAnotherZonesNodeIsGivenUpAndStillThere() {
    assertThat(deeds(doubted().node("c1", n -> n.suspect(300).givenUp()).plan()))
        .noneMatch(deed -> deed.startsWith("condemn"));
  }

  /** No group replaces a member that stands by, so it would be waited for as long as it does. */
  @Test
  void anotherZonesNodeThatIsGivenUpAndStandsByIsNoReasonToKeepIt() {
    FleetBuilder standby = doubted().desired("c", 0);
    assertThat(deeds(standby.node("c1", n -> n.lifecycle("Standby").givenUp()).plan()))
        .contains("condemn a2");
  }

  @Test
  void neverOneThatIsGivenUpAlready() {
    assertThat(deeds(doubted().node("a2", NodeBuilder::givenUp).plan())).isEmpty();
  }

  @Test
  void neverWhileAnotherZoneStillLacksItsReplacement() {
    assertThat(deeds(doubted().withoutNode("c1").plan()))
        .noneMatch(deed -> deed.startsWith("condemn"));
    FleetBuilder ended = doubted().node("c1", n -> n.is(InstanceState.TERMINATED));
    assertThat(deeds(ended.plan())).noneMatch(deed -> deed.startsWith("condemn"));
  }

  @Test
  void lackInItsOwnZoneIsNoReasonToKeepIt() {
    assertThat(deeds(doubted().desired("a", 3).plan())).containsExactly("condemn a2");
  }

  @Test
  void neverMoreThanOneAtATime() {
    Plan plan = doubted().node("b2", n -> n.suspect(900)).node("a3", n -> n.suspect(900)).plan();
    assertThat(deeds(plan)).containsExactly("condemn a2");
  }

  @Test
  void neverOneBuiltByHandOrWhoseDoubtHasLapsed() {
    assertThat(deeds(doubted().node("a2", NodeBuilder::handBuilt).plan())).isEmpty();
    FleetBuilder lapsed = doubted().node("a2", n -> n.tagged(Mark.SUSPECT_UNTIL, ago(0)));
    assertThat(deeds(lapsed.plan())).isEmpty();
  }

  @Test
  void drainedNodeIsKept() {
    Plan plan = fleet("a1", "a2", "b1").node("a2", NodeBuilder::drained).plan();
    assertThat(plan.converged()).isTrue();
  }
}
