package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import natfailover.lab.traffic.LoadReport;
import org.junit.jupiter.api.Test;

/** What may be asked where two nodes cannot hear each other. */
class PartitionTest {
  @Test
  void ofTwoNodesThatAccuseEachOtherEitherMayBeTakenOverButNoConnectionLost() {
    assertThat(Referee.failures(partition(Loads.dark(10, 700)))).isEmpty();
    assertThat(Referee.failures(partition(Loads.living(98))))
        .containsExactly("in other zones 2 of 100 echo are dead (reset by the far end)");
    assertThat(Referee.failures(partition(Loads.elsewhere(10, 10))))
        .singleElement()
        .asString()
        .startsWith("in another zone the egress address changed");
  }

  @Test
  void withOnePeerAPartitionLooksLikeADeath() {
    Expectation alone = Expectation.of(Scenario.PARTITION, Network.TUTORIAL_1);
    assertThat(alone.survival()).isEqualTo(Expectation.Survival.ANY);
    assertThat(alone.addressStays()).isFalse();
    Expectation elastic = Expectation.of(Scenario.PARTITION, Network.TUTORIAL_2);
    assertThat(elastic.survival()).isEqualTo(Expectation.Survival.ALL);
    assertThat(elastic.addressStays()).isTrue();
  }

  private static Observation partition(LoadReport others) {
    return new Observation(
        Scenario.PARTITION,
        Expectation.of(Scenario.PARTITION, Network.THREE_ZONES),
        Loads.quiet(),
        others,
        Phases.NONE,
        List.of());
  }
}
