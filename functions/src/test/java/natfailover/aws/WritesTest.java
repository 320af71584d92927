package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import natfailover.plan.Action;
import natfailover.plan.Address;
import natfailover.plan.Attachment;
import natfailover.plan.Plan.Step;
import org.junit.jupiter.api.Test;

/** What the calls say that carry actions out. */
final class WritesTest {
  private final FakeAws aws = new FakeAws();

  private FakeQuery written(Action action) {
    SeededCalls calls = new SeededCalls(Instant.parse("2026-06-01T12:00:00Z"));
    new PlanApplier(aws.clients()).apply(calls, List.of(new Step(action, List.of())));
    return aws.changes().getFirst();
  }

  @Test
  void aCondemnedNodeIsGivenUpAtOnce() {
    aws.region.node("prod", "n", "zone-a");
    FakeQuery query = written(new Action.Condemn("i-n", "r"));
    assertThat(query.text("HealthStatus")).isEqualTo("Unhealthy");
    assertThat(query.text("ShouldRespectGracePeriod")).isEqualTo("false");
  }

  @Test
  void anAddressThatWasWithNobodyIsNotTakenFromWhomItHasComeToSince() {
    assertThat(moved(Optional.empty()).text("AllowReassociation")).isEqualTo("false");
  }

  @Test
  void anAddressThatWasWithSomebodyMoves() {
    assertThat(moved(Optional.of("eni-old")).text("AllowReassociation")).isEqualTo("true");
  }

  private FakeQuery moved(Optional<String> holder) {
    aws.region.node("prod", "n", "zone-a");
    aws.region.address("prod", "zone-a", "198.51.100.1");
    Optional<String> there = holder.map(_ -> "10.0.0.9");
    Address address =
        new Address("eipalloc-zone-a", "198.51.100.1", "zone-a", holder, there, false);
    Attachment attachment =
        new Attachment(
            Optional.of("eni-n"), "10.0.0.10", Optional.empty(), Optional.empty(), false);
    return written(new Action.MoveAddress(address, attachment, "10.0.0.10", "planned"));
  }
}
