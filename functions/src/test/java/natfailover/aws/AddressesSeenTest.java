package natfailover.aws;

import static natfailover.aws.FleetObserverTest.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import natfailover.plan.Address;
import natfailover.plan.Fleet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elastic IPs and NAT gateways as seen. */
final class AddressesSeenTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final FakeAws aws = new FakeAws();
  private final FakeRegion region = aws.region;
  private final FakeNode node = region.node("prod", "n", "zone-a");

  @Test
  void anAddressOfTheFleetNeedsAZoneAndIsNotBeingHandedBack() {
    FakeRegion.FakeAddress address = region.address("prod", "zone-a", "198.51.100.1", node);
    region.address("prod", "zone-b", "198.51.100.2").tags.remove(FakeRegion.ZONE);
    region.address("other", "zone-c", "198.51.100.3");
    region.address("prod", "zone-d", "198.51.100.4").tags.put("nat-failover:leaving", "" + NOW);
    assertThat(fleet().addresses())
        .containsExactly(
            new Address(
                "eipalloc-zone-a",
                address.ip,
                "zone-a",
                Optional.of("eni-n"),
                Optional.of("10.0.0.10"),
                false));
  }

  @Test
  void anAddressThatWasOnBoardedWasBrought() {
    region.address("prod", "zone-a", "198.51.100.1").tags.put("nat-failover:onboarded-by", "nat");
    assertThat(fleet().addresses()).singleElement().matches(Address::brought);
  }

  @ParameterizedTest
  @CsvSource({
    "available, public, true",
    "pending, public, false",
    "deleted, public, false",
    "failed, public, false",
    "available, private, false",
  })
  void aGatewayIsOfUseWhileItIsAvailableAndPublic(
      String state, String connectivity, boolean available) {
    FakeRegion.FakeGateway seen = region.gateway("prod", "g", region.subnet("g", "zone-b"));
    seen.state = state;
    seen.connectivity = connectivity;
    assertThat(fleet().gateways())
        .singleElement()
        .satisfies(
            gateway -> {
              assertThat(gateway.available()).isEqualTo(available);
              assertThat(gateway.zone()).contains("zone-b");
            });
  }

  @Test
  void aRegionalGatewayHasNoZone() {
    region.gateway("prod", "g", null);
    assertThat(fleet().gateways().getFirst().zone()).isEmpty();
  }

  private Fleet fleet() {
    return only(new FleetObserver(aws.clients()).named(new SeededCalls(NOW), "prod"));
  }
}
