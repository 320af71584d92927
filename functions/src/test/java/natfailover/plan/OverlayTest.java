package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.NodeBuilder.ago;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What evidence is believed, what is stale, and what it leaves behind. */
class OverlayTest {
  private final Overlay overlay = new Overlay(Policy.DEFAULT);

  private static Instant before(long seconds) {
    return NOW.minusSeconds(seconds);
  }

  private Node laid(FleetBuilder fleet, Evidence... evidence) {
    return overlay.lay(fleet.build(), List.of(evidence)).node("a1").orElseThrow();
  }

  private static boolean fit(Node node) {
    return Health.of(node, NOW).fit();
  }

  private static Evidence ready(long secondsAgo) {
    return new Evidence.Ready("a1", before(secondsAgo), "NAT Node Ready", Set.of("a"), List.of());
  }

  private static Evidence impaired(long secondsAgo) {
    return new Evidence.Impaired("a1", before(secondsAgo), "NAT Node Impaired", List.of("no NAT"));
  }

  private static Evidence state(InstanceState state, long secondsAgo) {
    return new Evidence.StateChanged("a1", before(secondsAgo), "EC2", state);
  }

  @ParameterizedTest
  @CsvSource({"STOPPING, 1", "STOPPED, 29", "SHUTTING_DOWN, 600", "TERMINATED, 600"})
  void endIsBelievedThoughDescribeLags(InstanceState state, long secondsAgo) {
    assertThat(laid(fleet("a1"), state(state, secondsAgo)).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"STOPPING, 30", "STOPPED, 600", "PENDING, 1", "RUNNING, 1"})
  void whatIsStaleOrNoEndIsLeftToDescribe(InstanceState state, long secondsAgo) {
    assertThat(laid(fleet("a1"), state(state, secondsAgo)).running()).isTrue();
  }

  @Test
  void lateStoppingFromBeforeTheRestartIsDropped() {
    FleetBuilder restarted = fleet("a1").node("a1", n -> n.launched(3));
    assertThat(laid(restarted, state(InstanceState.STOPPING, 4)).running()).isTrue();
    assertThat(laid(restarted, state(InstanceState.STOPPING, 2)).running()).isFalse();
  }

  @Test
  void terminatedIsFinal() {
    FleetBuilder gone = fleet("a1").node("a1", n -> n.is(InstanceState.TERMINATED));
    assertThat(laid(gone, state(InstanceState.SHUTTING_DOWN, 0)).state())
        .isEqualTo(InstanceState.TERMINATED);
  }

  @Test
  void readyEndsADoubtAndBeginsTheHoldDown() {
    Node node = laid(fleet("a1").node("a1", n -> n.suspect(60)), ready(5));
    assertThat(fit(node)).isTrue();
    assertThat(node.fitSince()).isEqualTo(before(5));
    assertThat(node.answered()).containsExactly("a");
  }

  @Test
  void readyOlderThanTheDoubtIsDropped() {
    assertThat(fit(laid(fleet("a1").node("a1", n -> n.suspect(60)), ready(61)))).isFalse();
  }

  @Test
  void readyFromBeforeTheStartIsDropped() {
    FleetBuilder started = fleet("a1").node("a1", n -> n.unready().launched(20));
    assertThat(fit(laid(started, ready(21)))).isFalse();
    assertThat(fit(laid(started, ready(20)))).isTrue();
  }

  @Test
  void readyRepeatedChangesNoMark() {
    Fleet fleet = fleet("a1").build();
    assertThat(laid(fleet("a1"), ready(10), ready(1)).marks())
        .isEqualTo(fleet.node("a1").orElseThrow().marks());
  }

  @Test
  void readyIsNewsToANodeOnTrial() {
    FleetBuilder onTrial = fleet("a1").node("a1", n -> n.tagged(Mark.TRIAL_SINCE, ago(3)));
    assertThat(laid(onTrial, ready(1)).readySince()).contains(before(1));
  }

  @Test
  void waitThatIsOverIsNotBegunAgain() {
    LifecycleWait wait = new LifecycleWait("asg-a", "hook", Optional.empty(), Transition.LAUNCHING);
    FleetBuilder fleet = fleet("a1").node("a1", n -> n.lifecycle("Pending:Proceed"));
    Node node = laid(fleet, new Evidence.Waiting("a1", before(1), "ASG", wait));
    assertThat(node.lifecycle(Lifecycle::awaitsLaunch)).isFalse();
  }

  @Test
  void impairedHoldsUntilReadyAndNotUntilAnyTime() {
    Node node = laid(fleet("a1"), impaired(5));
    assertThat(Health.of(node, NOW.plusSeconds(86400)).fit()).isFalse();
    assertThat(Health.of(node, NOW).evidence()).contains("says: no NAT");
    assertThat(fit(laid(fleet("a1"), impaired(5), ready(4)))).isTrue();
  }

  @Test
  void impairedOlderThanReadyIsDropped() {
    assertThat(fit(laid(fleet("a1").node("a1", n -> n.readyFor(4)), impaired(5)))).isTrue();
  }

  @Test
  void impairedFromBeforeTheStartDoesNotCountAgainstTheNewOne() {
    FleetBuilder started = fleet("a1").node("a1", n -> n.unready().launched(20));
    assertThat(laid(started, impaired(300)).suspect(NOW)).isFalse();
  }

  @Test
  void handBuiltNodeIsNotDoubtedByAWordThatNothingCouldEverEnd() {
    assertThat(fit(laid(fleet("a1").node("a1", NodeBuilder::handBuilt), impaired(5)))).isTrue();
  }

  @Test
  void plannedEndDrainsUntilItLapses() {
    Evidence spot = new Evidence.Leaving("a1", before(1), "spot", NOW.plusSeconds(600));
    Node node = laid(fleet("a1"), spot);
    assertThat(Health.of(node, NOW).forwards()).isTrue();
    assertThat(Health.of(node, NOW.plusSeconds(599)).fit()).isFalse();
    assertThat(Health.of(node, NOW.plusSeconds(600)).fit()).isTrue();
  }

  @Test
  void plannedEndThatLapsedOrIsOfAnEarlierLifeIsDropped() {
    Evidence lapsed = new Evidence.Leaving("a1", before(600), "spot", NOW);
    assertThat(fit(laid(fleet("a1"), lapsed))).isTrue();
    Evidence earlier = new Evidence.Leaving("a1", before(20), "spot", NOW.plusSeconds(600));
    assertThat(fit(laid(fleet("a1").node("a1", n -> n.launched(19).readyFor(1)), earlier)))
        .isTrue();
  }

  @Test
  void waitingHookIsKnownBeforeTheGroupSaysSo() {
    LifecycleWait wait =
        new LifecycleWait("asg-a", "hook", Optional.of("token"), Transition.TERMINATING);
    Evidence waiting = new Evidence.Waiting("a1", before(1), "ASG", wait);
    Node node = laid(fleet("a1"), waiting);
    assertThat(node.lifecycle(Lifecycle::awaitsTermination)).isTrue();
    assertThat(node.membership().flatMap(Membership::lifecycleWait)).contains(wait);
    Evidence late = new Evidence.Waiting("a1", before(30), "ASG", wait);
    assertThat(laid(fleet("a1"), late).lifecycle(Lifecycle::inService)).isTrue();
  }

  @Test
  void evidenceOnAnUnknownInstanceChangesNothing() {
    Fleet fleet = fleet("b1").build();
    assertThat(overlay.lay(fleet, List.of(ready(1), impaired(1)))).isEqualTo(fleet);
  }
}
