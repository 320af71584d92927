package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class ScenarioResultTest {
  @Test
  void whereTheLabItselfFailsTheScenarioFailsAndSaysWhy() {
    Chronicle chronicle = new Chronicle(Clock.systemUTC(), _ -> {});
    chronicle.note("the load is open");
    IllegalStateException failed = new IllegalStateException("no namespace is left");
    ScenarioResult result = ScenarioResult.broken(Scenario.CRASH, failed, chronicle);
    assertThat(result.pass()).isFalse();
    assertThat(result.reason()).contains("the game day itself failed", "no namespace is left");
    assertThat(result.timeline()).extracting("what").contains("the load is open");
  }
}
