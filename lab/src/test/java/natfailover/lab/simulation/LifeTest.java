package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import natfailover.lab.region.Request;
import natfailover.lab.region.Service;
import org.junit.jupiter.api.Test;

/** Lives of a few hours: the same again from the same seed, sound, and not blind to faults. */
final class LifeTest {
  private static final int HOURS = 3;

  @Test
  void aLifeGoesTheSameWayAgain() {
    Verdict first = live(7, UnaryOperator.identity());
    assertThat(live(7, UnaryOperator.identity()).digest()).isEqualTo(first.digest());
    assertThat(live(8, UnaryOperator.identity()).digest()).isNotEqualTo(first.digest());
  }

  @Test
  void everyRuleHoldsAndTroubleWasMet() {
    Coverage met = new Coverage();
    for (long seed = 1; seed <= 3; seed++) {
      Verdict verdict = live(seed, UnaryOperator.identity());
      assertThat(verdict.broken().map(Broken::how)).as("seed " + seed).isEmpty();
      assertThat(verdict.dark()).isPositive();
      met.add(verdict.coverage());
    }
    assertThat(met.counts())
        .containsKeys("event lost", "invocation killed", "call InternalError", "beat");
  }

  @Test
  void anAddressThatIsNotMovedIsFound() {
    assertThat(ruleBrokenBy("AssociateAddress", Map.of()))
        .contains(Rule.THE_ADDRESS_IS_WHERE_THE_ROUTES_ARE);
  }

  @Test
  void aRouteThatIsNotMovedIsFound() {
    assertThat(ruleBrokenBy("ReplaceRoute", Map.of())).contains(Rule.CONVERGES);
  }

  @Test
  void aHandOnWhatIsNotOursIsFound() {
    assertThat(ruleBrokenBy("CreateRoute", Map.of("RouteTableId", "rtb-0123456789abcdef0")))
        .contains(Rule.NO_WRITE_OUTSIDE_THE_FLEET);
  }

  /** Swaps every call of an action for a harmless read, or for the same with other parameters. */
  private static Optional<Rule> ruleBrokenBy(String action, Map<String, String> instead) {
    Request nothing = new Request(Service.EC2, "DescribeVpcs", Map.of(), "");
    return live(
            1,
            wire ->
                request ->
                    wire.send(
                        !request.action().equals(action)
                            ? request
                            : instead.isEmpty()
                                ? nothing
                                : new Request(request.service(), action, instead, "")))
        .broken()
        .map(Broken::rule);
  }

  private static Verdict live(long seed, UnaryOperator<Wire> planted) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(() -> Life.live(seed, HOURS, Trace.silent(), planted)).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
