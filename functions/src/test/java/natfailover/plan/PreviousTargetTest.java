package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where traffic went before on-boarding, which the fleet was told to take over from. */
class PreviousTargetTest {
  private static final Egress PREVIOUS = new Egress(Egress.Kind.PREVIOUS, "tgw-1");

  @Test
  void itsTrafficMovesToANodeThatHasProvedItself() {
    assertThat(deeds(fleet("a1", "b1").route("a", PREVIOUS).plan()))
        .containsExactly("route rtb-a a1");
  }

  @Test
  void itsTrafficStaysUntilTheHoldDownIsOver() {
    FleetBuilder young = fleet("a1").route("a", PREVIOUS).node("a1", n -> n.readyFor(119));
    assertThat(young.plan().converged()).isTrue();
    assertThat(young.plan().unprotected()).isEmpty();
  }

  @Test
  void itIsReportedAsForeign() {
    assertThat(PREVIOUS.kindName()).isEqualTo("foreign");
  }

  @Test
  void aNatGatewayOfTheFleetIsNoReasonToLeaveIt() {
    assertThat(fleet().gateway("nat-a", "a", true).route("a", PREVIOUS).plan().converged())
        .isTrue();
  }
}
