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
        .contains("echo, collision, push, download, upload", "run by run: 2", "40 failed")
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
    assertThat(targets(List.of(run("")), 1_000))
        .filteredOn(target -> target.unit().equals("ms"))
        .extracting(Target::limit)
        .containsExactly(500.0, 1_700.0, 1_800.0);
  }

  @Test
  void theDocumentHoldsWhatOutsideChecksRelyOn() {
    Map<String, Object> document = ResultDocument.of(RESULTS, Map.of());
    assertThat(document).containsEntry("pass", true).containsEntry("network", "three-zones");
    assertThat(document.toString())
        .contains("flows=[{kind=mass, opened=4", "{kind=echo, opened=100, alive=100, stallMillis={")
        .contains("{kind=http, attempts=250, failed=40, longestOutageMillis=800, over=true}")
        .contains("{kind=dns, attempts=250, failed=40", "udp={sent=1000, lost=0")
        .contains("observedRuns=1, unprovokedMoves=[2]")
        .contains("egressIp={before=198.51.100.1, during=198.51.100.1, after=198.51.100.1}")
        .contains("outageMillis={median=800, p99=800, max=800, runs=1}");
  }

  @Test
  void aRunThatWasNotObservedIsInNoMedian() {
    List<ScenarioResult> runs = List.of(run(""), blind(), blind());
    assertThat(targets(runs, 0)).extracting(Target::runs).containsOnly(1);
    assertThat(targets(runs, 0)).extracting(Target::value).contains(400.0, 800.0, 60.0);
    Series series =
        new Series(Network.THREE_ZONES, Scenario.CRASH, runs, Optional.empty(), targets(runs, 0));
    NetworkResult result = new NetworkResult(Network.THREE_ZONES, List.of(series), List.of());
    assertThat(ResultDocument.of(List.of(result), Map.of()).toString())
        .contains("detectionMillis={median=400, p99=400, max=400, runs=1}", "runs=3");
  }

  @Test
  void targetsThatAreDueAreMissedWhereNothingWasMeasured() {
    List<ScenarioResult> runs = List.of(blind());
    assertThat(targets(runs, 0)).hasSize(4).noneMatch(Target::met);
    assertThat(targets(runs, 0)).extracting(Target::stated).containsOnly("not measured");
    Series series =
        new Series(Network.THREE_ZONES, Scenario.CRASH, runs, Optional.empty(), targets(runs, 0));
    NetworkResult result = new NetworkResult(Network.THREE_ZONES, List.of(series), List.of());
    assertThat(result.targetsMet()).isFalse();
    assertThat(ResultDocument.of(List.of(result), Map.of()).toString())
        .contains("outageMillis={runs=0}, detectionMillis={runs=0}")
        .doesNotContain("value=", "NaN");
    assertThat(Page.of(List.of(result), Map.of())).contains("not measured").doesNotContain("NaN");
  }

  @Test
  void aCrashThatNobodyToldOfIsNotDetectedAtOnceButNever() {
    ScenarioResult untold = run(Optional.empty());
    assertThat(targets(List.of(untold), 0))
        .first()
        .satisfies(
            target -> {
              assertThat(target.met()).isFalse();
              assertThat(target.stated()).isEqualTo("never");
            });
  }

  private static List<Target> targets(List<ScenarioResult> runs, double propagationMillis) {
    return Targets.of(
        Scenario.CRASH,
        Expectation.of(Scenario.CRASH, Network.THREE_ZONES),
        runs,
        propagationMillis);
  }

  /** A run that failed before anything was broken. */
  private static ScenarioResult blind() {
    return new ScenarioResult(
        Scenario.CRASH,
        "it never came up",
        Optional.empty(),
        Optional.empty(),
        0,
        Map.of(),
        List.of(),
        Map.of(),
        Optional.empty());
  }

  private static ScenarioResult run(String reason) {
    return run(reason, Optional.of(Duration.ofMillis(400)));
  }

  private static ScenarioResult run(Optional<Duration> detection) {
    return run("", detection);
  }

  private static ScenarioResult run(String reason, Optional<Duration> detection) {
    Observation seen =
        new Observation(
            Scenario.CRASH,
            Expectation.of(Scenario.CRASH, Network.THREE_ZONES),
            Loads.dark(20, 820),
            Loads.quiet(),
            new Phases(2_500, 4_000),
            List.of());
    return new ScenarioResult(
        Scenario.CRASH,
        reason,
        Optional.of(Duration.ofMillis(800)),
        detection,
        2,
        seen.egressIp(),
        Timeline.of(List.of(new Chronicle.Entry(0, "break: i-1")), Optional.of(seen)),
        Map.of("ReplaceRoute", 1),
        Optional.of(seen));
  }

  private static List<NetworkResult> results(String reason) {
    Baseline baseline = new Baseline(Network.TUTORIAL_2, "it dies", 5_000, Loads.dark(0, 99_999));
    List<ScenarioResult> runs = List.of(run(reason));
    Series series =
        new Series(
            Network.THREE_ZONES, Scenario.CRASH, runs, Optional.of(baseline), targets(runs, 0));
    NotApplicable skipped =
        new NotApplicable(Network.THREE_ZONES, Scenario.SPOT, "for want of <money>");
    return List.of(new NetworkResult(Network.THREE_ZONES, List.of(series), List.of(skipped)));
  }
}
