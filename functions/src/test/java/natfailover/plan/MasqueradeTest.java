package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node that can only masquerade keeps no other zone's address. */
class MasqueradeTest {
  private final Overlay overlay = new Overlay(Policy.DEFAULT);

  private static FleetBuilder masquerading(String... ids) {
    return fleet(ids).addresses().node("b1", n -> n.tagged(Mark.MASQUERADES_SINCE, ago(60)));
  }

  private Marks marks(FleetBuilder fleet, long secondsAgo, String... lines) {
    Evidence ready =
        new Evidence.Ready(
            "a1", NOW.minusSeconds(secondsAgo), "NAT Node Ready", Set.of(), List.of(lines));
    return overlay.lay(fleet.build(), List.of(ready)).node("a1").orElseThrow().marks();
  }

  @Test
  void trafficComesToItWithoutTheAddress() {
    Plan plan = masquerading("a1", "b1").node("a1", n -> n.suspect(1)).plan();
    assertThat(deeds(plan)).containsExactly("route rtb-a b1");
  }

  @Test
  void anotherNodeOfTheNextZoneIsHeirInItsStead() {
    Plan plan = masquerading("a1", "b1", "b2").node("a1", n -> n.suspect(1)).plan();
    assertThat(deeds(plan))
        .containsExactlyInAnyOrder("route rtb-a b2", "address eip-a b2-adoption");
  }

  @Test
  void itTakesItsOwnZonesAddress() {
    Plan plan = masquerading("a1", "b1").address("b", "").plan();
    assertThat(deeds(plan)).containsExactly("address eip-b b1-primary");
  }

  @Test
  void theReportSaysSo() {
    Fleet fleet = masquerading("a1", "b1").build();
    assertThat(fleet.health(fleet.node("b1").orElseThrow()).evidence())
        .containsExactly("masquerades: can keep no other zone's address");
  }

  @Test
  void everyReadyTellsWhetherItMasquerades() {
    String line = "translation: masquerade (no tag home)";
    Marks since = marks(fleet("a1"), 5, "egress: proved", line);
    assertThat(since.time(Mark.MASQUERADES_SINCE)).contains(NOW.minusSeconds(5));
    FleetBuilder marked = fleet("a1").node("a1", n -> n.tagged(Mark.MASQUERADES_SINCE, ago(60)));
    assertThat(marks(marked, 5, line).time(Mark.MASQUERADES_SINCE)).contains(NOW.minusSeconds(60));
    assertThat(marks(marked, 5, "translation: home").time(Mark.MASQUERADES_SINCE)).isEmpty();
    assertThat(marks(marked, 5).time(Mark.MASQUERADES_SINCE)).isEqualTo(Optional.empty());
    assertThat(marks(marked, 61).time(Mark.MASQUERADES_SINCE)).isPresent();
  }
}
