package natfailover.aws;

import static natfailover.aws.FleetObserverTest.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a sighting when something cannot be read, or is odd. */
final class BlindTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeInstances",
        "DescribeInstanceStatus",
        "DescribeRouteTables",
        "DescribeSubnets",
        "DescribeAddresses",
        "DescribeNatGateways",
        "DescribeAutoScalingGroups"
      })
  void aReadThatFailsBlindsAndIsNamed(String action) {
    aws.fail(action, 99, "UnauthorizedOperation", "You are not authorized.");
    List<Sighting> sightings =
        List.of(
            observer.all(calls),
            observer.named(calls, "prod"),
            observer.ofInstance(calls, "i-p"),
            observer.ofGroup(calls, "prod-zone-a"));
    assertThat(sightings)
        .containsOnly(
            new Sighting.Blind(action + " failed: UnauthorizedOperation: You are not authorized."));
  }

  @Test
  void aSecondPageThatFailsBlindsToo() {
    aws.pageSize = 1;
    aws.before =
        query -> {
          if (query.has("NextToken") && query.action().equals("DescribeInstances")) {
            throw new FakeAws.Refusal("RequestLimitExceeded", "Request limit exceeded.", 503);
          }
        };
    assertThat(observer.named(calls, "prod"))
        .isEqualTo(
            new Sighting.Blind(
                "DescribeInstances failed: RequestLimitExceeded: Request limit exceeded."));
  }

  @Test
  void anAnswerThatIsNoAnswerBlindsToo() {
    aws.fail("DescribeSubnets", 1, new FakeAws.Cut());
    assertThat(observer.all(calls))
        .isInstanceOfSatisfying(
            Sighting.Blind.class,
            blind ->
                assertThat(blind.because())
                    .startsWith("DescribeSubnets failed: ")
                    .contains("Connection reset"));
  }

  @Test
  void anOddFleetDoesNotHideTheOthers() {
    FakeRegion.at(aws.region.nodes, "i-p").zone = null;
    Sighting.Seen seen = (Sighting.Seen) observer.all(calls);
    assertThat(names(seen)).containsExactly("test");
    assertThat(seen.unseen()).containsOnlyKeys("prod");
    assertThat(seen.unseen().get("prod")).contains("i-p").contains("Availability Zone");
  }

  @Test
  void aSubnetWithoutZoneOrATagWithoutValueDoesNotBlind() {
    aws.region.subnets.put("subnet-odd", Xml.object("subnetId", "subnet-odd", "vpcId", "vpc-1"));
    FakeRegion.at(aws.region.nodes, "i-p").tags.put("Name", FakeRegion.WITHOUT_VALUE);
    assertThat(names(observer.all(calls))).containsExactly("prod", "test");
  }
}
