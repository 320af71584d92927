package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.aws.FakeRegion.FakeAddress;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which Elastic IP is the stack's own, though no node has it, and which was left over. */
final class LeftoversStoryTest {
  private static final String MAKER = "aws:cloudformation:stack-id";
  private static final String STACKS = "arn:aws:cloudformation:eu-test-1:123456789012:stack/";

  private final Desk desk = new Desk();

  LeftoversStoryTest() {
    desk.resource = "RouteTablesCheck";
    desk.check = true;
  }

  @Test
  void aZoneThatGetsItsFirstTablesWhileItsNodeIsReplacedKeepsItsAddress() {
    desk.withoutTables("zone-a");
    desk.create();
    Map<?, ?> old = desk.snapshot();
    desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.zones("a");
    assertThat(desk.update(old)).isEmpty();
  }

  @Test
  void aStackThatWasThereBeforeTheCheckKeepsTheAddressesOfItsTablesZones() {
    onBoarded("a");
    desk.region.address("prod", "zone-a", "203.0.113.8");
    assertThat(create()).isEmpty();
    desk.stack = STACKS + "nat/0b5e6fd0-0001-11f1-8000-0e00";
    desk.tags("rtb-a").clear();
    refused(this::create);
  }

  @Test
  void anAddressThatCloudFormationMadeForThisStackIsNotLeftOver() {
    desk.withoutTables("zone-a");
    FakeAddress address = desk.region.address("prod", "zone-a", "203.0.113.8");
    for (String own :
        List.of(
            desk.stack,
            STACKS + "nat-Nodes1-1X/0b5e6fd0-0000-11f1-8000-0e00",
            STACKS + "nat-Nodes1-1X/00000000-0000-11f2-8000-0e00")) {
      address.tags.put(MAKER, own);
      assertThat(create()).as(own).isEmpty();
    }
    for (String other :
        List.of(
            STACKS + "nat-Nodes1-1X/0b5e6fcf-0000-11f1-8000-0e00",
            STACKS + "nat/0b5e6fd1-0000-11f1-8000-0e00",
            STACKS + "nat2-Nodes1-1X/0b5e6fd1-0000-11f1-8000-0e00",
            STACKS + "nat-Nodes1-1X/0b5e6fd1-0000-41f1-8000-0e00",
            STACKS + "nat-Nodes1-1X/1",
            "nat")) {
      address.tags.put(MAKER, other);
      refused(this::create);
    }
  }

  @Test
  void aZoneThatComesAgainIsNotSparedForItsAddressWasMadeByThisStack() {
    desk.zones("b");
    desk.create();
    Map<?, ?> old = desk.snapshot();
    desk.region.address("prod", "zone-a", "203.0.113.8").tags.put(MAKER, desk.stack);
    desk.zones("a", "b");
    refused(() -> desk.update(old));
  }

  @Test
  void anUpdateThatFailsIsUndoneThoughAnAddressIsJustWithNobody() {
    onBoarded("a", "b");
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.zones("b");
    desk.update(two);
    Map<?, ?> one = desk.snapshot();
    desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.zones("a", "b");
    Optional<String> admitted = desk.physicalId;
    assertThat(desk.update(one)).as("its tables have not been handed back").isEmpty();
    desk.physicalId = admitted;
    desk.tags("rtb-a").clear();
    refused(() -> desk.update(one));
  }

  @Test
  void alsoWhereTheZoneHasNoTables() {
    desk.withoutTables("zone-a");
    desk.create();
    Map<?, ?> first = desk.snapshot();
    desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.region.address("prod", "zone-b", "203.0.113.9");
    desk.properties.put("Zones", List.of("zone-c="));
    desk.update(first);
    Map<?, ?> second = desk.snapshot();
    desk.withoutTables("zone-a");
    assertThat(desk.update(second)).isEmpty();
  }

  @Test
  void aSecondAddressOfAZoneThatStaysDoesNotKeepAnUpdateFromBeingUndone() {
    desk.zones("a", "b");
    desk.create();
    Map<?, ?> two = desk.snapshot();
    desk.zones("b");
    desk.update(two);
    Map<?, ?> one = desk.snapshot();
    FakeAddress second = desk.region.address("prod", "zone-b", "203.0.113.8");
    desk.region.addresses.put("eipalloc-second", second);
    desk.region.address("prod", "zone-b", "203.0.113.9");
    desk.zones("a", "b");
    assertThat(desk.update(one)).isEmpty();
  }

  /** Nobody has been admitted before. */
  private List<String> create() {
    desk.physicalId = Optional.empty();
    return desk.create();
  }

  private static void refused(ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.faults())
                    .singleElement()
                    .asString()
                    .contains("Zone zone-a has the Elastic IP", "only if its public address"));
  }

  /** The resource that on-boards has taken the tables in. */
  private void onBoarded(String... letters) {
    desk.check = false;
    desk.resource = "RouteTables";
    desk.zones(letters);
    create();
    desk.resource = "RouteTablesCheck";
    desk.check = true;
    desk.physicalId = Optional.empty();
  }
}
