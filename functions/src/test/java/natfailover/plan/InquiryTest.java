package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import natfailover.plan.Inquiry.Question;
import org.junit.jupiter.api.Test;

/** Whom a sweep asks, and about which node. */
class InquiryTest {
  private static List<Question> asked(FleetBuilder fleet) {
    return new Inquiry(fleet.build()).all();
  }

  @Test
  void aNodeBuiltByHandHasNoOtherJudge() {
    assertThat(asked(fleet("a1", "a2").node("a1", NodeBuilder::handBuilt)))
        .containsExactly(new Question("prod", "a", "a1"));
  }

  @Test
  void norHasOneWithoutAFitNeighbour() {
    assertThat(asked(fleet("a1"))).hasSize(1);
    assertThat(asked(fleet("a1", "b1").node("b1", n -> n.suspect(9))))
        .contains(new Question("prod", "a", "a1"));
    assertThat(asked(fleet("a1", "b1"))).isEmpty();
  }

  @Test
  void whereNeighboursContradictEachOtherTheProberIsTheThirdWitness() {
    FleetBuilder disputed =
        fleet("a1", "b1").node("a1", n -> n.tagged(Mark.DISPUTES, "b1@" + ago(60)));
    assertThat(asked(disputed)).containsExactly(new Question("prod", "a", "a1"));
    FleetBuilder settled =
        fleet("a1", "b1").node("a1", n -> n.tagged(Mark.DISPUTES, "b1@" + ago(900)));
    assertThat(asked(settled)).isEmpty();
  }

  @Test
  void whatHasToProveItselfIsAskedAboutEvenOutsideASweep() {
    FleetBuilder trial = fleet("a1", "b1").node("a1", n -> n.tagged(Mark.TRIAL_SINCE, ago(1)));
    assertThat(new Inquiry(trial.build()).proofs())
        .containsExactly(new Question("prod", "a", "a1"));
    assertThat(new Inquiry(fleet("a1").build()).proofs()).isEmpty();
  }

  @Test
  void nobodyIsAskedWhereTablesLeadToDifferentNodesOrToNone() {
    assertThat(asked(fleet("a1").table("rtb-x", "a", 1, Egress.node("a2")))).isEmpty();
    assertThat(asked(fleet("a1").route("a", Egress.gateway("nat-g")))).isEmpty();
    assertThat(asked(fleet("a1").node("a1", n -> n.is(InstanceState.STOPPED)))).isEmpty();
    assertThat(asked(fleet("a1").pausedUntil("a", NOW.plusSeconds(60)))).isEmpty();
  }

  @Test
  void oneProberThatGetsThroughANodeAcquitsIt() {
    Evidence.Probed down = word("a", ProbeVerdict.NAT_DOWN);
    assertThat(Inquiry.shut(List.of(down, word("b", ProbeVerdict.ZONE_DOWN))))
        .containsExactly("a1");
    assertThat(Inquiry.shut(List.of(down, word("b", ProbeVerdict.SITE_DOWN)))).isEmpty();
  }

  private static Evidence.Probed word(String zone, ProbeVerdict verdict) {
    return new Evidence.Probed("a1", NOW, "prober", zone, verdict, List.of());
  }
}
