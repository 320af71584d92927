package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import natfailover.plan.Action;
import natfailover.plan.Address;
import natfailover.plan.Attachment;
import natfailover.plan.Outcome;
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

  @Test
  void anAddressIsTriedByTheVeryCallThatWouldMoveIt() {
    FakeQuery move = moved(Optional.of("eni-old"));
    Outcome trial = tried();
    FakeQuery query = aws.calls.getLast();
    assertThat(trial.result()).isEqualTo(Outcome.Result.DONE);
    assertThat(query.isTrial()).isTrue();
    assertThat(move.isTrial()).isFalse();
    for (String field :
        List.of("AllocationId", "NetworkInterfaceId", "PrivateIpAddress", "AllowReassociation")) {
      assertThat(query.text(field)).as(field).isEqualTo(move.text(field)).isNotEmpty();
    }
  }

  @Test
  void aTrialThatAwsRefusesSaysWhy() {
    moved(Optional.of("eni-old"));
    aws.fail("AssociateAddress", 1, "UnauthorizedOperation", "You are not authorized");
    Outcome trial = tried();
    assertThat(trial.result()).isEqualTo(Outcome.Result.FAILED);
    assertThat(trial.error()).get().asString().contains("UnauthorizedOperation");
  }

  private Outcome tried() {
    Action.TryAddress trial = new Action.TryAddress(move(Optional.of("eni-old")));
    SeededCalls calls = new SeededCalls(Instant.parse("2026-06-01T12:00:00Z"));
    return new PlanApplier(aws.clients())
        .apply(calls, List.of(new Step(trial, List.of())))
        .getFirst();
  }

  private FakeQuery moved(Optional<String> holder) {
    aws.region.node("prod", "n", "zone-a");
    aws.region.address("prod", "zone-a", "198.51.100.1");
    return written(move(holder));
  }

  private static Action.MoveAddress move(Optional<String> holder) {
    Optional<String> there = holder.map(_ -> "10.0.0.9");
    Address address =
        new Address("eipalloc-zone-a", "198.51.100.1", "zone-a", holder, there, false);
    Attachment attachment =
        new Attachment(
            Optional.of("eni-n"), "10.0.0.10", Optional.empty(), Optional.empty(), false);
    return new Action.MoveAddress(address, attachment, "10.0.0.10", "planned");
  }
}
