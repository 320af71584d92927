package natfailover;

import static natfailover.Payloads.NODE;
import static natfailover.Payloads.PEER;
import static natfailover.Payloads.THEN;
import static natfailover.Payloads.event;
import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.plan.Evidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nodes say of themselves and of each other. */
final class TriggerNodeTest {
  @Test
  void aReadyNodeSaysWhatItCarriesInItsOwnOrder() {
    Map<String, @Nullable Object> detail = node();
    detail.put("carries", List.of("eu-west-1c", "eu-west-1a", "eu-west-1b"));
    detail.put("evidence", List.of("egress: proved", "translation: home"));
    Trigger.Signal signal = signal(event("nat-failover.node", "NAT Node Ready", detail));
    assertThat(signal.scope()).isEqualTo(new Trigger.Scope.FleetNamed("prod", Set.of(NODE)));
    Evidence.Ready ready = (Evidence.Ready) signal.evidence().getFirst();
    assertThat(ready.carries()).containsExactly("eu-west-1c", "eu-west-1a", "eu-west-1b");
    assertThat(ready.lines()).containsExactly("egress: proved", "translation: home");
    assertThat(ready.instanceId()).isEqualTo(NODE);
    assertThat(ready.at()).isEqualTo(THEN);
  }

  @Test
  void anImpairedNodeSaysWhy() {
    Map<String, @Nullable Object> detail = node();
    detail.put("evidence", List.of("no egress", "no forwarding"));
    assertThat(signal(event("nat-failover.node", "NAT Node Impaired", detail)).evidence())
        .containsExactly(
            new Evidence.Impaired(
                NODE, THEN, "NAT Node Impaired", List.of("no egress", "no forwarding")));
  }

  @Test
  void anAccusationIsAboutThePeerAndNotAboutItsAccuser() {
    Map<String, @Nullable Object> detail = node();
    detail.put("peerId", PEER);
    Trigger.Signal signal = signal(event("nat-failover.node", "NAT Peer Unreachable", detail));
    assertThat(signal.subject()).isEqualTo(PEER);
    assertThat(((Trigger.Scope.FleetNamed) signal.scope()).instanceIds())
        .containsExactly(NODE, PEER);
    assertThat(signal.evidence())
        .containsExactly(
            new Evidence.Unreachable(PEER, THEN, "NAT Peer Unreachable", NODE, List.of()));
  }

  @Test
  void whatAnAccuserSaysBesidesIsKept() {
    Map<String, @Nullable Object> detail = node();
    detail.put("peerId", PEER);
    detail.put("evidence", List.of("peer says no-egress: no answer"));
    Trigger.Signal signal = signal(event("nat-failover.node", "NAT Peer Unreachable", detail));
    assertThat(((Evidence.Unreachable) signal.evidence().getFirst()).lines())
        .containsExactly("peer says no-egress: no answer");
  }

  @ParameterizedTest
  @CsvSource({
    "NAT Node Ready, fleet",
    "NAT Node Ready, instanceId",
    "NAT Node Impaired, instanceId",
    "NAT Peer Unreachable, instanceId",
    "NAT Peer Unreachable, peerId"
  })
  void aReportWithoutItsOriginIsRefused(String detailType, String field) {
    Map<String, @Nullable Object> detail = node();
    detail.put("peerId", PEER);
    detail.remove(field);
    assertThat(notUnderstood(event("nat-failover.node", detailType, detail)).field())
        .isEqualTo("detail." + field);
  }

  @Test
  void aNodeCannotAccuseItself() {
    Map<String, @Nullable Object> detail = node();
    detail.put("peerId", NODE);
    assertThat(notUnderstood(event("nat-failover.node", "NAT Peer Unreachable", detail)).field())
        .isEqualTo("detail.peerId");
  }

  @Test
  void anElementOfTheWrongTypeIsNamedByItsPlace() {
    Map<String, @Nullable Object> detail = node();
    detail.put("carries", List.of("eu-west-1a", 7));
    Trigger.NotUnderstood bad = notUnderstood(event("nat-failover.node", "NAT Node Ready", detail));
    assertThat(bad.message()).isEqualTo("detail.carries[1] is 7; allowed: a text");
  }

  private static Map<String, @Nullable Object> node() {
    return object("fleet", "prod", "zone", "eu-west-1a", "instanceId", NODE);
  }

  private static Trigger.Signal signal(@Nullable Object payload) {
    Trigger trigger = one(payload);
    assertThat(trigger).isInstanceOf(Trigger.Signal.class);
    return (Trigger.Signal) trigger;
  }
}
