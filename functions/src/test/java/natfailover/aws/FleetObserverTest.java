package natfailover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import natfailover.plan.Checks;
import natfailover.plan.Fleet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read, how often, and what becomes of it when something cannot be read. */
final class FleetObserverTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final FakeAws aws = new FakeAws();
  private final FleetObserver observer = new FleetObserver(aws.clients());
  private final SeededCalls calls = new SeededCalls(NOW);

  @BeforeEach
  void twoFleetsAndStrangers() {
    FakeNode own = aws.region.node("prod", "p", "zone-a");
    aws.region.table("prod", "p", "zone-a", own);
    aws.region.address("prod", "zone-a", "198.51.100.1", own);
    FakeNode other = aws.region.node("test", "t", "zone-b");
    aws.region.table("test", "t", "zone-b", other);
    FakeNode stranger = aws.region.node("x", "stranger", "zone-a");
    stranger.tags.remove(FakeRegion.FLEET);
    aws.region.group("x", "zone-a").tags.clear();
    aws.region.table("x", "stranger", "zone-a", stranger).tags.clear();
    aws.region.gateway("x", "stranger", "subnet-p").tags.clear();
    aws.region.addresses.put("eipalloc-stranger", new FakeRegion.FakeAddress("198.51.100.99"));
  }

  @Test
  void aSweepReadsTwiceInSequenceAndAtMostTenTimes() {
    assertThat(names(observer.all(calls))).containsExactly("prod", "test");
    assertThat(calls.waves).hasSize(2);
    assertThat(calls.waves.stream().mapToInt(List::size).sum()).isLessThanOrEqualTo(10);
  }

  @Test
  void everyScopeReadsTwiceInSequenceAndAtMostTenTimes() {
    assertThat(names(observer.named(calls, "prod"))).containsExactly("prod");
    assertThat(calls.waves).hasSize(2);
    assertThat(names(observer.ofInstance(calls, "i-p"))).containsExactly("prod");
    assertThat(calls.waves).hasSize(4);
    assertThat(names(observer.ofGroup(calls, "prod-zone-a"))).containsExactly("prod");
    assertThat(calls.waves).hasSize(6);
    assertThat(calls.waves.stream().mapToInt(List::size).sum()).isLessThanOrEqualTo(30);
  }

  @Test
  void aForeignInstanceIsToldByOneReadAlone() {
    assertThat(observer.ofInstance(calls, "i-stranger")).isInstanceOf(Sighting.NotOurs.class);
    assertThat(observer.ofInstance(calls, "i-nobody")).isInstanceOf(Sighting.NotOurs.class);
    assertThat(aws.actions()).containsExactly("DescribeInstances", "DescribeInstances");
  }

  @Test
  void aForeignGroupIsToldByOneReadAlone() {
    assertThat(observer.ofGroup(calls, "x-zone-a")).isInstanceOf(Sighting.NotOurs.class);
    assertThat(observer.ofGroup(calls, "nobody")).isInstanceOf(Sighting.NotOurs.class);
    assertThat(aws.actions())
        .containsExactly("DescribeAutoScalingGroups", "DescribeAutoScalingGroups");
  }

  @Test
  void anUnknownFleetIsNotOurs() {
    assertThat(observer.named(calls, "prood"))
        .isEqualTo(new Sighting.NotOurs("no resource is tagged nat-failover:fleet=prood"));
  }

  @Test
  void nothingForeignLeaksInWhenAwsIgnoresItsFilters() {
    Fleet fleet = only(observer.ofGroup(calls, "prod-zone-a"));
    assertThat(fleet.nodes()).extracting(node -> node.id()).containsExactly("i-p");
    assertThat(fleet.tables()).extracting(table -> table.id()).containsExactly("rtb-p");
    assertThat(fleet.groups()).extracting(group -> group.name()).containsExactly("prod-zone-a");
    assertThat(fleet.addresses())
        .extracting(a -> a.allocation())
        .containsExactly("eipalloc-zone-a");
    assertThat(fleet.gateways()).isEmpty();
  }

  @Test
  void everyScopeSeesTheSame() {
    Fleet named = only(observer.named(new SeededCalls(NOW), "prod"));
    assertThat(only(observer.ofInstance(new SeededCalls(NOW), "i-p"))).isEqualTo(named);
    assertThat(only(observer.ofGroup(new SeededCalls(NOW), "prod-zone-a"))).isEqualTo(named);
    assertThat(((Sighting.Seen) observer.all(new SeededCalls(NOW))).fleets()).contains(named);
  }

  @Test
  void everyPageIsRead() {
    for (int i = 0; i < 5; i++) {
      aws.region.table("prod", "p" + i, "zone-a", aws.region.node("prod", "p" + i, "zone-a"));
      aws.region.group("prod", "zone-" + i);
      aws.region.gateway("prod", "p" + i, "subnet-p0");
    }
    Fleet whole = only(observer.named(new SeededCalls(NOW), "prod"));
    aws.pageSize = 1;
    assertThat(only(observer.named(new SeededCalls(NOW), "prod"))).isEqualTo(whole);
    assertThat(only(observer.ofGroup(new SeededCalls(NOW), "prod-zone-4"))).isEqualTo(whole);
    assertThat(whole.nodes()).hasSize(6);
  }

  @Test
  void moreThanAHundredNodesAreAskedForInHundreds() {
    for (int i = 0; i < 150; i++) {
      aws.region.node("prod", "n" + i, "zone-a");
    }
    Fleet fleet = only(observer.named(calls, "prod"));
    assertThat(fleet.nodes())
        .hasSize(151)
        .allSatisfy(node -> assertThat(node.checks()).isEqualTo(Checks.OK));
    assertThat(calls.waves).hasSize(2);
  }

  static List<String> names(Sighting sighting) {
    assertThat(sighting).isInstanceOf(Sighting.Seen.class);
    return ((Sighting.Seen) sighting).fleets().stream().map(Fleet::name).toList();
  }

  static Fleet only(Sighting sighting) {
    assertThat(names(sighting)).hasSize(1);
    return ((Sighting.Seen) sighting).fleets().getFirst();
  }
}
