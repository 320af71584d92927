package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Targets, document and page of a run that was drawn by hand. */
class PageTest {
  private static final List<NetworkResult> RESULTS = results("");

  @Test
  void thePageTellsTheBaselineFirstAndNeedsNothingFromElsewhere() {
    String page = Page.of(RESULTS, Map.of("flows", 100));
    assertThat(page)
        .containsSubsequence("NAT instance without help", "with nat-failover", "<svg", "Timeline")
        .contains("left by 198.51.100.1", "not run: three-zones, spot: for want of &lt;money&gt;")
        .doesNotContain("http", "<script", "%s", "null");
  }

  @Test
  void whatHappenedCannotBecomeMarkup() {
    assertThat(Page.of(results("<b>bold</b> & co"), Map.of()))
        .contains("&lt;b&gt;bold&lt;/b&gt; &amp; co");
  }

  @Test
  void aSlowRescueMissesItsTargetAndIsStillNoFailure() {
    NetworkResult result = RESULTS.getFirst();
    assertThat(result.pass()).isTrue();
    assertThat(result.targetsMet()).isFalse();
    assertThat(result.series().getFirst().targets())
        .filteredOn(target -> !target.met())
        .extracting(Target::what)
        .containsExactly("new connections work again after");
  }

  @Test
  void propagationComesOnTopOfEveryTimeButNotOfDetection() {
    List<ScenarioResult> runs = RESULTS.getFirst().series().getFirst().runs();
    assertThat(Target.of(runs, 1_000))
        .filteredOn(target -> target.unit().equals("ms"))
        .extracting(Target::limit)
        .containsExactly(500.0, 1_700.0, 1_800.0);
  }

  @Test
  void theDocumentHoldsWhatOutsideChecksRelyOn() {
    Map<String, Object> document = ResultDocument.of(RESULTS, Map.of());
    assertThat(document).containsEntry("pass", true).containsEntry("network", "three-zones");
    assertThat(document.toString())
        .contains("flows=[{kind=echo, opened=100, alive=100, stallMillis={median=60,")
        .contains("udp={sent=1000, lost=7")
        .contains("egressIp={before=198.51.100.1, during=198.51.100.1, after=198.51.100.1}")
        .contains("outageMillis={median=800, p99=800, max=800}");
  }

  private static List<NetworkResult> results(String reason) {
    Observation seen =
        new Observation(
            Scenario.CRASH,
            Expectation.of(Scenario.CRASH, Network.THREE_ZONES),
            Loads.dark(20, 820),
            Loads.quiet(),
            new Phases(2_500, 4_000),
            List.of());
    ScenarioResult run =
        new ScenarioResult(
            Scenario.CRASH,
            reason,
            Duration.ofMillis(800),
            Duration.ofMillis(400),
            seen.egressIp(),
            Timeline.of(List.of(new Chronicle.Entry(0, "break: i-1")), Optional.of(seen)),
            Map.of("ReplaceRoute", 1),
            Optional.of(seen));
    Baseline baseline = new Baseline(Network.TUTORIAL_2, "it dies", 5_000, Loads.dark(0, 99_999));
    List<ScenarioResult> runs = List.of(run);
    Series series =
        new Series(
            Network.THREE_ZONES, Scenario.CRASH, runs, Optional.of(baseline), Target.of(runs, 0));
    NotApplicable skipped =
        new NotApplicable(Network.THREE_ZONES, Scenario.SPOT, "for want of <money>");
    return List.of(new NetworkResult(Network.THREE_ZONES, List.of(series), List.of(skipped)));
  }
}
