package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Elastic;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Picture.Table;
import org.junit.jupiter.api.Test;

/** What stands for the private hosts, on pictures drawn by hand. */
class TrafficTest {
  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
  private static final Map<String, String> FLEET = Map.of("nat-failover:fleet", "prod");

  private final Traffic traffic =
      new Traffic(
          new Site(
              Network.THREE_ZONES,
              "prod",
              Map.of("a", List.of("rtb-a")),
              Map.of(),
              Map.of(),
              Optional.empty(),
              true,
              Map.of()));

  @Test
  void theOutageIsTheTimeInWhichNothingGotOut() {
    traffic.look(picture(0, "i-1", "running"));
    traffic.look(picture(100, "i-1", "shutting-down"));
    traffic.look(picture(350, "i-2", "running"));
    assertThat(traffic.outage(List.of("rtb-a"), at(900))).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void anOutageThatGoesOnCountsUpToNow() {
    traffic.look(picture(0, "i-1", "stopped"));
    assertThat(traffic.outage(List.of("rtb-a"), at(40))).isEqualTo(Duration.ofMillis(40));
    assertThat(traffic.abandoned()).containsExactly("rtb-a");
  }

  @Test
  void aMoveThatIsSeenAtTheResetIsThePastsAndNotCounted() {
    traffic.look(picture(0, "i-1", "running"));
    traffic.reset(picture(10, "i-2", "running"));
    traffic.look(picture(20, "i-2", "running"));
    assertThat(traffic.moved()).isEmpty();
    traffic.look(picture(30, "i-1", "running"));
    assertThat(traffic.moved()).containsExactly("rtb-a");
  }

  @Test
  void theFarEndSeesTheZonesElasticIpWhereItIsAndTheNodesOwnAddressOtherwise() {
    Picture here = picture(0, "i-1", "running");
    assertThat(traffic.egressIp(here, here.tables().getFirst())).contains("198.51.100.1");
    Picture elsewhere = picture(0, "i-2", "running");
    assertThat(traffic.egressIp(elsewhere, elsewhere.tables().getFirst())).contains("203.0.113.2");
  }

  private static Picture picture(long millis, String target, String stateOfTheFirst) {
    return new Picture(
        at(millis),
        List.of(
            machine("i-1", stateOfTheFirst, "198.51.100.1"),
            machine("i-2", "running", "203.0.113.2")),
        List.of(new Table("rtb-a", Optional.of(target), true, FLEET)),
        List.of(
            new Elastic(
                "eipalloc-a",
                "198.51.100.1",
                Optional.of("i-1"),
                Map.of("nat-failover:fleet", "prod", "nat-failover:zone", "a"))));
  }

  private static Machine machine(String id, String state, String publicIp) {
    return new Machine(
        id,
        "a",
        state,
        Optional.of(publicIp),
        Optional.of("eni-" + id),
        "10.0.0.4",
        false,
        FLEET,
        Optional.empty());
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
