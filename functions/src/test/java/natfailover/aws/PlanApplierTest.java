package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.plan.Action;
import natfailover.plan.Action.MoveAddress;
import natfailover.plan.Action.Owner;
import natfailover.plan.Action.PointRoute;
import natfailover.plan.Address;
import natfailover.plan.Attachment;
import natfailover.plan.Egress;
import natfailover.plan.Outcome;
import natfailover.plan.Outcome.Result;
import natfailover.plan.Plan.Step;
import natfailover.plan.Planner;
import natfailover.plan.Table;
import org.junit.jupiter.api.Test;

/** The order in which steps go out, and what becomes of those that wait for others. */
final class PlanApplierTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final FakeAws aws = new FakeAws();
  private final PlanApplier applier = new PlanApplier(aws.clients());
  private final SeededCalls calls = new SeededCalls(NOW);
  private final FakeNode node = aws.region.node("prod", "n", "zone-a");

  @Test
  void aPlannedRouteIsNotHeldUpByAHundredOthers() {
    VirtualTime time = new VirtualTime(NOW);
    TokenBucket bucket = new TokenBucket(time, 50);
    aws.before = query -> bucket.take(query.action());
    aws.region.address("prod", "zone-a", "198.51.100.1");
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      steps.add(new Step(route("t" + i, 10), List.of()));
    }
    Action address = address();
    steps.add(new Step(address, List.of()));
    Action planned = route("planned", 1);
    steps.add(new Step(planned, List.of(address)));
    steps.sort(Planner.MOST_IMPORTANT_FIRST);
    List<Instant> movedAt = new ArrayList<>();
    aws.before =
        query -> {
          bucket.take(query.action());
          if (query.action().equals("AssociateAddress")
              || query.text("RouteTableId").equals("rtb-planned")) {
            movedAt.add(time.instant());
          }
        };
    List<Outcome> outcomes =
        applier.apply(new LiveCalls(time, NOW.plusSeconds(60), time, time), steps);
    assertThat(outcomes).hasSize(152).allMatch(outcome -> outcome.result() == Result.DONE);
    assertThat(movedAt).hasSize(2).first().isEqualTo(NOW);
    assertThat(movedAt.get(1)).isBefore(NOW.plusSeconds(1));
    assertThat(Duration.between(NOW, time.instant())).isLessThan(Duration.ofSeconds(23));
    assertThat(bucket.refusals).isZero();
  }

  @Test
  void aStepThatFailsStopsThoseThatNeedItButNotThoseThatOnlyGoBehindIt() {
    aws.region.address("prod", "zone-a", "198.51.100.1");
    aws.fail("AssociateAddress", 1, "InvalidAddress.Locked", "locked");
    Action address = address();
    Action waits = route("waits", 1);
    Action free = route("free", 1);
    List<Step> steps =
        List.of(
            new Step(waits, List.of(address)),
            new Step(address, List.of()),
            new Step(free, List.of(), List.of(address)));
    List<Outcome> outcomes = applier.apply(calls, steps);
    assertThat(outcomes).extracting(Outcome::action).containsExactly(waits, address, free);
    assertThat(outcomes)
        .extracting(Outcome::result)
        .containsExactly(Result.FAILED, Result.FAILED, Result.DONE);
    assertThat(outcomes.getFirst().error())
        .contains("not tried, since moveAddress eipalloc-zone-a failed");
    assertThat(outcomes.get(1).error()).contains("InvalidAddress.Locked: locked");
    assertThat(calls.waves).containsExactly(List.of("AssociateAddress"), List.of("ReplaceRoute"));
  }

  @Test
  void whatANodeIsToldGoesOutWhenAllElseIsDoneOrHasFailed() {
    aws.region.address("prod", "zone-a", "198.51.100.1");
    aws.region.table("prod", "planned", "zone-a").pointAt("state", "blackhole");
    aws.fail("AssociateAddress", 1, "InvalidAddress.Locked", "locked");
    Action address = address();
    Action told = new Action.Tag("i-n", Owner.EC2, Map.of("nat-failover:home", "1="), "r");
    Action mark = new Action.Tag("i-n", Owner.EC2, Map.of("nat-failover:carries", "a"), "r");
    List<Step> steps =
        List.of(
            new Step(told, List.of()),
            new Step(mark, List.of()),
            new Step(address, List.of()),
            new Step(route("planned", 1), List.of(mark)),
            new Step(route("never", 1), List.of(address)));
    applier.apply(calls, steps);
    assertThat(calls.waves)
        .containsExactly(
            List.of("CreateTags", "AssociateAddress"),
            List.of("ReplaceRoute"),
            List.of("CreateTags"));
    assertThat(node.tags).containsEntry("nat-failover:home", "1=");
  }

  @Test
  void aFaultOfOurOwnIsAnOutcomeToo() {
    Attachment bare =
        new Attachment(Optional.empty(), "", Optional.empty(), Optional.empty(), true);
    Action bad = new MoveAddress(eip(), bare, "10.0.0.1", "why");
    assertThat(applier.apply(calls, List.of(new Step(bad, List.of()))))
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.error().orElse("")).startsWith("OwnFault"));
  }

  @Test
  void tagsGoWhereTheResourceKeepsThem() {
    Map<String, String> one = Map.of("nat-failover:paused-until", "x");
    List<Action> actions =
        List.of(
            new Action.Tag("prod-zone-a", Owner.AUTO_SCALING, one, "r"),
            new Action.Tag("i-n", Owner.EC2, Map.of("k", "v"), "r"),
            new Action.Untag("i-n", Owner.EC2, Set.of("nat-failover:ready-since"), "r"));
    assertThat(applier.apply(calls, actions.stream().map(a -> new Step(a, List.of())).toList()))
        .allMatch(outcome -> outcome.result() == Result.DONE);
    assertThat(aws.region.group("prod", "zone-a").tags).containsAllEntriesOf(one);
    assertThat(node.tags).containsEntry("k", "v").doesNotContainKey("nat-failover:ready-since");
    Action untag = new Action.Untag("prod-zone-a", Owner.AUTO_SCALING, one.keySet(), "r");
    applier.apply(calls, List.of(new Step(untag, List.of())));
    assertThat(aws.region.group("prod", "zone-a").tags)
        .doesNotContainKey("nat-failover:paused-until");
  }

  @Test
  void aGatewayIsATargetToo() {
    aws.region.table("prod", "t", "zone-a").pointAt("state", "blackhole");
    Table table =
        new Table("rtb-t", Optional.of("zone-a"), 1, List.of(), Egress.node("i-x"), false);
    Action route = new PointRoute(table, Egress.gateway("nat-1"), Optional.empty(), "r");
    assertThat(applier.apply(calls, List.of(new Step(route, List.of()))))
        .allMatch(outcome -> outcome.result() == Result.DONE);
    assertThat(aws.changes().getFirst().form())
        .containsEntry("NatGatewayId", "nat-1")
        .doesNotContainKeys("NetworkInterfaceId", "InstanceId");
  }

  private PointRoute route(String id, int subnets) {
    aws.region.table("prod", id, "zone-a").pointAt("state", "blackhole");
    Table table =
        new Table(
            "rtb-" + id, Optional.of("zone-a"), subnets, List.of(), Egress.node("i-gone"), false);
    return new PointRoute(table, Egress.node(node.id), Optional.of("eni-n"), "crash");
  }

  private static Address eip() {
    return new Address(
        "eipalloc-zone-a", "198.51.100.1", "zone-a", Optional.empty(), Optional.empty(), false);
  }

  private static MoveAddress address() {
    Attachment attachment =
        new Attachment(
            Optional.of("eni-n"), "10.0.0.10", Optional.empty(), Optional.empty(), false);
    return new MoveAddress(eip(), attachment, "10.0.0.10", "planned");
  }
}
