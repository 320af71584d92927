package natfailover.plan;

import static natfailover.plan.FleetBuilder.fleet;
import static natfailover.plan.NodeBuilder.NOW;
import static natfailover.plan.Story.deeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that do not hear each other, second by second: each accuses every 10 s whom it does not
 * hear, and speaks for itself once its tags say that it is doubted, or tell it what to carry.
 */
class PartitionStoriesTest {
  private final Overlay overlay = new Overlay(Policy.DEFAULT);
  private final Planner planner = new Planner(Policy.DEFAULT);
  private final List<String> moves = new ArrayList<>();
  private final Set<String> deaf = new HashSet<>();
  private final Set<String> dead = new HashSet<>();
  private final Map<String, Set<String>> answered = new HashMap<>();
  private Fleet now = fleet("a1", "b1", "c1").addresses().build();

  private void invoked(Evidence... evidence) {
    Plan plan = planner.plan(overlay.lay(now, List.of(evidence)));
    deeds(plan).stream().filter(deed -> deed.startsWith("route")).forEach(moves::add);
    now = ModelFleet.after(now, plan.actions());
  }

  /** Has these two not hear each other. */
  private void part(String one, String other) {
    deaf.add(one + " " + other);
    deaf.add(other + " " + one);
  }

  private void pass(Duration time, int patience) {
    Instant end = now.observedAt().plus(time);
    while (now.observedAt().isBefore(end)) {
      long second = Duration.between(NOW, now.observedAt()).toSeconds();
      if (second % 10 == 0) {
        new TreeSet<>(deaf).forEach(pair -> accuse(pair.split(" ", 2)[0], pair.split(" ", 2)[1]));
      }
      for (Node node : now.nodes()) {
        speak(now.node(node.id()).orElseThrow(), patience);
      }
      now = ModelClock.at(now, now.observedAt().plusSeconds(1));
      invoked();
    }
  }

  private void accuse(String accuser, String peer) {
    if (!dead.contains(accuser)) {
      String source = "NAT Peer Unreachable";
      invoked(new Evidence.Unreachable(peer, now.observedAt(), source, accuser, List.of()));
    }
  }

  /** What has no public address reaches nobody. */
  private void speak(Node node, int patience) {
    if (dead.contains(node.id()) || !node.attachment().publicAddress()) {
      return;
    }
    Set<String> carries = node.recorded().carries();
    boolean doubted =
        node.recorded()
            .time(Mark.SUSPECT_SINCE)
            .filter(since -> !now.observedAt().isBefore(since.plusSeconds(patience)))
            .isPresent();
    boolean onTrial = node.recorded().time(Mark.TRIAL_SINCE).isPresent();
    if (doubted || onTrial || !carries.equals(answered.put(node.id(), carries))) {
      invoked(
          new Evidence.Ready(node.id(), now.observedAt(), "NAT Node Ready", carries, List.of()));
    }
  }

  private List<String> moves() {
    List<String> result = List.copyOf(moves);
    moves.clear();
    return result;
  }

  private void everyZoneIsAtHome() {
    for (String zone : now.zones()) {
      assertThat(now.tablesOf(zone)).extracting(Table::egress).containsOnly(Egress.node(zone + 1));
      assertThat(now.addressOf(zone).stream().flatMap(a -> a.privateAddress().stream()))
          .allMatch((zone + "1-primary")::equals);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void twoThatDoNotHearEachOtherAreBothAtHomeAndStayThere(int patience) {
    part("a1", "b1");
    pass(Duration.ofSeconds(30), patience);
    everyZoneIsAtHome();
    assertThat(moves()).hasSizeLessThanOrEqualTo(4);
    pass(Duration.ofMinutes(25), patience);
    assertThat(moves()).isEmpty();
  }

  @Test
  void theSameInARingOfTwo() {
    now = fleet("a1", "b1").addresses().build();
    part("a1", "b1");
    pass(Duration.ofMinutes(25), 2);
    everyZoneIsAtHome();
    assertThat(moves()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void oneThatNobodyHearsThoughItIsWellComesHomeAfterEachAccuserWasRefutedOnce() {
    now = fleet("a1", "b1", "c1").build();
    deaf.add("b1 a1");
    deaf.add("c1 a1");
    pass(Duration.ofMinutes(25), 2);
    everyZoneIsAtHome();
    assertThat(moves()).startsWith("route rtb-a b1", "route rtb-a a1").hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void aRealCrashAmidAPartitionIsBelievedOfTheSameAccuserOnceItStaysUnanswered() {
    part("a1", "b1");
    pass(Duration.ofMinutes(3), 2);
    moves();
    dead.add("a1");
    pass(Duration.ofSeconds(7), 2);
    assertThat(moves()).isEmpty();
    pass(Duration.ofSeconds(2), 2);
    assertThat(moves()).containsExactly("route rtb-a b1");
  }

  @Test
  void aRealCrashAmidAPartitionIsBelievedOfAnotherAccuserAtOnce() {
    part("a1", "b1");
    pass(Duration.ofMinutes(3), 2);
    moves();
    dead.add("a1");
    accuse("c1", "a1");
    assertThat(moves()).containsExactly("route rtb-a b1");
  }

  @Test
  void aNodeThatWasAwayForLongerIsHeldDown() {
    now = fleet("a1", "b1").build();
    dead.add("a1");
    deaf.add("b1 a1");
    pass(Duration.ofSeconds(30), 1);
    assertThat(moves()).containsExactly("route rtb-a b1");
    dead.clear();
    deaf.clear();
    pass(Duration.ofSeconds(119), 1);
    assertThat(moves()).isEmpty();
    pass(Duration.ofSeconds(10), 1);
    assertThat(moves()).containsExactly("route rtb-a a1");
  }
}
