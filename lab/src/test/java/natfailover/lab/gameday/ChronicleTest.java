package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Call;
import natfailover.lab.region.Request;
import org.junit.jupiter.api.Test;

/** What counts as the detection of a fault. */
class ChronicleTest {
  private static final Instant BREAK = Instant.parse("2026-11-22T00:00:00Z");
  private static final Optional<String> TOLD = Optional.of("NAT Peer Unreachable");

  private final Chronicle chronicle = new Chronicle(Clock.fixed(BREAK, ZoneOffset.UTC), _ -> {});

  @Test
  void aFaultIsDetectedByTheFirstEventThatSaysWhatIsExpected() {
    at(-300, "event: NAT Peer Unreachable i-9");
    chronicle.breakNow("break: i-1");
    at(10, "event: NAT Node Ready i-3");
    at(700, "event: NAT Peer Unreachable i-2 about i-1");
    at(450, "event: NAT Peer Unreachable i-3 about i-1");
    assertThat(chronicle.detection(TOLD)).contains(Duration.ofMillis(450));
    assertThat(chronicle.detection(Optional.empty())).contains(Duration.ofMillis(10));
  }

  @Test
  void whatNobodyToldOfIsNotDetected() {
    chronicle.breakNow("break: i-1");
    at(10, "event: NAT Node Ready i-3");
    at(20, "controller: NAT Peer Unreachable is no event here");
    assertThat(chronicle.detection(TOLD)).isEmpty();
  }

  @Test
  void aDryRunIsNeitherAMoveNorARefusalUnlessItIsRefused() {
    associate("false", 200);
    associate("true", 412);
    associate("true", 403);
    assertThat(chronicle.entries())
        .extracting(Chronicle.Entry::what)
        .containsExactly(
            "controller: AssociateAddress eipalloc-1 → 10.0.0.4",
            "controller: dry run of AssociateAddress eipalloc-1 → 10.0.0.4",
            "controller: dry run of AssociateAddress eipalloc-1 → 10.0.0.4 refused with HTTP 403");
  }

  private void associate(String dryRun, int status) {
    Map<String, String> parameters =
        Map.of("AllocationId", "eipalloc-1", "PrivateIpAddress", "10.0.0.4", "DryRun", dryRun);
    Request request = Request.ec2("AssociateAddress", parameters);
    chronicle.call(new Call(request, BREAK, status, Duration.ZERO));
  }

  private void at(long millis, String what) {
    chronicle.note(BREAK.plusMillis(millis), what);
  }
}
