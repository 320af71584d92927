package natfailover.aws;

import static natfailover.aws.FleetObserverTest.only;
import static natfailover.aws.Xml.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import natfailover.plan.Attachment;
import natfailover.plan.Checks;
import natfailover.plan.Fleet;
import natfailover.plan.InstanceState;
import natfailover.plan.Lifecycle;
import natfailover.plan.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes, addresses and gateways as seen. */
final class NodesSeenTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final FakeAws aws = new FakeAws();
  private final FakeRegion region = aws.region;
  private final FakeNode node = region.node("prod", "n", "zone-a");

  @Test
  void thePrimaryNetworkInterfaceIsTheOneOfIndexZeroWhateverTheOrder() {
    node.face(0).sourceDestCheck = true;
    node.face(0).addresses.put("10.0.0.99", "198.51.100.2");
    node.face(0).addresses.put("10.0.0.50", "");
    node.attach("eni-second", "10.0.1.9", "198.51.100.3");
    // AWS lists the second one first.
    assertThat(seen().attachment())
        .isEqualTo(
            new Attachment(
                Optional.of("eni-n"),
                "10.0.0.10",
                Optional.of("10.0.0.50"),
                Optional.of("203.0.113.10"),
                true));
  }

  @Test
  void anAddressOnTheAdoptionAddressIsNotTheNodesOwn() {
    node.face(0).addresses.put("10.0.0.10", "");
    node.face(0).addresses.put("10.0.0.50", "198.51.100.2");
    assertThat(seen().attachment().publicIp()).isEmpty();
  }

  @Test
  void aTerminatedInstanceIsKeptOnlyWhileItsGroupOrARouteHoldsIt() {
    region.node("prod", "other", "zone-a");
    node.terminate();
    node.lifecycle = "Terminating:Wait";
    assertThat(fleet().node("i-n"))
        .get()
        .extracting(Node::state)
        .isEqualTo(InstanceState.TERMINATED);
    node.lifecycle = null;
    assertThat(fleet().node("i-n")).isEmpty();
    region.table("prod", "t", "zone-a").pointAt("instanceId", "i-n", "state", "active");
    assertThat(fleet().node("i-n")).isPresent();
  }

  @Test
  void aStoppedInstanceIsKept() {
    node.state = "stopped";
    assertThat(seen().state()).isEqualTo(InstanceState.STOPPED);
  }

  @Test
  void aMemberThatItsGroupDoesNotKnowIsDetached() {
    node.lifecycle = null;
    assertThat(seen().membership().orElseThrow().lifecycle()).isEqualTo(new Lifecycle("Detached"));
    assertThat(fleet().health(seen()).fit()).isFalse();
  }

  @Test
  void aMemberThatItsGroupHoldsForUnhealthyIsGivenUp() {
    assertThat(seen().lifecycle(Lifecycle::givenUp)).isFalse();
    node.healthStatus = "Unhealthy";
    assertThat(seen().lifecycle(Lifecycle::givenUp)).isTrue();
  }

  @Test
  void anInstanceBuiltByHandHasNoMembership() {
    region.handBuilt("prod", "hand", "zone-b");
    assertThat(fleet().node("i-hand").orElseThrow().handBuilt()).isTrue();
  }

  @Test
  void aLifecycleStateThatAwsAddsLaterIsTakenAsItIs() {
    node.lifecycle = "ReplacingRootVolume:Wait";
    assertThat(seen().membership().orElseThrow().lifecycle().state())
        .isEqualTo("ReplacingRootVolume:Wait");
  }

  @ParameterizedTest
  @CsvSource({
    "ok, ok, OK",
    "ok, initializing, INITIALIZING",
    "initializing, insufficient-data, INITIALIZING",
    "impaired, ok, IMPAIRED",
    "ok, impaired, IMPAIRED",
    "initializing, impaired, IMPAIRED",
    "ok, insufficient-data, UNKNOWN",
    "insufficient-data, ok, UNKNOWN",
    "not-applicable, ok, UNKNOWN",
    ", ok, UNKNOWN",
  })
  void theWorseOfBothChecksCounts(
      @Nullable String instance, String system, Checks.Verdict verdict) {
    node.status = instance;
    node.systemStatus = system;
    assertThat(seen().checks().verdict()).isEqualTo(verdict);
  }

  @Test
  void theChecksTellSinceWhenTheyFail() {
    node.status = "impaired";
    node.impairedSince = "2026-06-01T11:50:00Z";
    assertThat(seen().checks().impairedSince()).contains(Instant.parse("2026-06-01T11:50:00Z"));
  }

  @Test
  void theNextPlannedEventThatIsStillToComeCounts() {
    event("instance-stop", "[Completed] The instance is running on degraded hardware", "11:00");
    event("instance-reboot", "[Canceled] The instance is scheduled for a reboot", "11:30");
    assertThat(seen().checks().plannedEnd()).isEmpty();
    event("instance-retirement", "The instance is running on degraded hardware", "14:00");
    event("system-reboot", "The instance is scheduled for a reboot", "13:00");
    assertThat(seen().checks().plannedEnd()).contains(Instant.parse("2026-06-01T13:00:00Z"));
  }

  private void event(String code, String description, String time) {
    node.events.add(
        object(
            "code",
            code,
            "description",
            description,
            "notBefore",
            "2026-06-01T" + time + ":00.000Z"));
  }

  private Node seen() {
    return fleet().node("i-n").orElseThrow();
  }

  private Fleet fleet() {
    return only(new FleetObserver(aws.clients()).named(new SeededCalls(NOW), "prod"));
  }
}
