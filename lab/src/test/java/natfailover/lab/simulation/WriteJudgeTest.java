package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;
import natfailover.lab.simulation.Wake.Sender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that break a rule, one at a time, of a fleet whose nodes run. */
final class WriteJudgeTest {
  private final World world = new World(1, Trace.silent());
  private final Site site = Site.build(world, "prod");
  private final Bench bench = Bench.of(world, site, new Fitness(world));

  @BeforeEach
  void nodesRun() {
    pass(Duration.ofMinutes(1));
    nodes().forEach(node -> tag(node.id(), "ready-since"));
  }

  private void pass(Duration time) {
    Instant end = world.now().plus(time);
    while (world.now().isBefore(end)) {
      world.step(end);
    }
  }

  private List<Machine> nodes() {
    return world.picture().machines().stream().filter(Marks::member).toList();
  }

  private void tag(String node, String mark) {
    Map<String, String> tag =
        Map.of(
            "ResourceId.1",
            node,
            "Tag.1.Key",
            Marks.PREFIX + mark,
            "Tag.1.Value",
            world.now().toString());
    world.region().call(Request.ec2("CreateTags", tag), world.now());
  }

  private Invocation woken(Sender sender, String kind) {
    Invocation invocation =
        new Invocation(world, new Wake(sender, kind, kind, ""), 1, new Bystander());
    invocation.sight().saw("DescribeAutoScalingGroups", world);
    return invocation;
  }

  private Optional<Rule> brokenBy(Invocation invocation, Request write) {
    bench.writes().beforeWrite(invocation, write);
    return bench.judge().found().map(Broken::rule);
  }

  private static Request condemn(Machine node) {
    return Request.autoScaling("SetInstanceHealth", Map.of("InstanceId", node.id()));
  }

  private Request route(String zone) {
    return Request.ec2(
        "ReplaceRoute", Map.of("RouteTableId", site.tables().getOrDefault(zone, "")));
  }

  private void pause(String zone, Duration time) {
    Map<String, String> tag =
        Map.of(
            "Tags.member.1.ResourceId",
            site.groups().getOrDefault(zone, ""),
            "Tags.member.1.Key",
            "nat-failover:paused-until",
            "Tags.member.1.Value",
            world.now().plus(time).toString());
    bench.writes().afterWrite(Request.autoScaling("CreateOrUpdateTags", tag));
    pass(Duration.ofSeconds(1));
  }

  @Test
  void whatOthersHaveIsNotTheFleets() {
    List<String> tables = world.picture().tables().stream().map(Picture.Table::id).toList();
    assertThat(tables.size()).isGreaterThan(15);
    for (String table : tables) {
      Bench fresh = Bench.of(world, site, new Fitness(world));
      fresh
          .writes()
          .beforeWrite(
              woken(Sender.NEWS, "sweep"),
              Request.ec2("CreateTags", Map.of("ResourceId.1", table)));
      assertThat(fresh.judge().found().isEmpty())
          .as(table)
          .isEqualTo(site.tables().containsValue(table));
    }
  }

  /** Who has seen it alive may write late; nothing was written before. */
  @Test
  void whatWasOursIsOursWhenItIsGone() {
    Machine node = nodes().getFirst();
    world.region().killInstance(node.id());
    pass(Duration.ofMinutes(5));
    Map<String, String> first = Map.of("NetworkInterfaceId", node.networkInterface().orElseThrow());
    Request late = Request.ec2("ModifyNetworkInterfaceAttribute", first);
    assertThat(brokenBy(woken(Sender.NEWS, "sweep"), late)).isEmpty();
  }

  @Test
  void aDryRunWritesNothing() {
    Request tags = Request.ec2("CreateTags", Map.of("ResourceId.1", nodes().getFirst().id()));
    assertThat(brokenBy(woken(Sender.ORDER, "drain"), tags)).isEmpty();
    assertThat(brokenBy(woken(Sender.DRY_RUN, "drain"), tags))
        .contains(Rule.A_DRY_RUN_WRITES_NOTHING);
  }

  @Test
  void aPauseHoldsForItsZoneOnceItWasSeenAndUntilItIsOver() {
    String zone = site.zones().getFirst();
    Invocation earlier = woken(Sender.NEWS, "sweep");
    pause(zone, Duration.ofMinutes(5));
    assertThat(brokenBy(earlier, route(zone))).isEmpty();
    assertThat(brokenBy(woken(Sender.NEWS, "sweep"), route(site.zones().getLast()))).isEmpty();
    assertThat(brokenBy(woken(Sender.ORDER, "resume"), route(zone))).isEmpty();
    Invocation later = woken(Sender.NEWS, "sweep");
    pass(Duration.ofMinutes(5));
    assertThat(brokenBy(later, route(zone))).isEmpty();
    pause(zone, Duration.ofMinutes(5));
    assertThat(brokenBy(woken(Sender.NEWS, "sweep"), route(zone)))
        .contains(Rule.A_PAUSE_MOVES_NOTHING);
  }

  @Test
  void nodesAreCondemnedInOneZoneAtATime() {
    Machine first = nodes().getFirst();
    assertThat(brokenBy(woken(Sender.NEWS, "sweep"), condemn(first))).isEmpty();
    bench.writes().afterWrite(condemn(first));
    assertThat(brokenBy(woken(Sender.NEWS, "sweep"), condemn(first))).isEmpty();
    assertThat(brokenBy(woken(Sender.NEWS, "sweep"), condemn(nodes().getLast())))
        .contains(Rule.ONE_ZONE_AT_A_TIME);
  }
}
