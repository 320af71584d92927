package natfailover;

import static natfailover.Payloads.NODE;
import static natfailover.Payloads.PEER;
import static natfailover.Payloads.THEN;
import static natfailover.Payloads.event;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static natfailover.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import natfailover.plan.Evidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS Health says about instances. */
final class TriggerHealthTest {
  private static final String RETIREMENT = "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED";

  @Test
  void eachAffectedInstanceIsLeavingWhetherNamedBareOrByArn() {
    Map<String, @Nullable Object> detail =
        health(NODE, "arn:aws:ec2:eu-west-1:1:instance/" + PEER, "vol-0123456789abcdef0", NODE);
    List<Trigger> triggers = read(event("aws.health", "AWS Health Event", detail));
    assertThat(triggers).extracting(Trigger::subject).containsExactly(NODE, PEER);
    assertThat(((Trigger.Signal) triggers.get(1)).evidence())
        .containsExactly(
            new Evidence.Leaving(PEER, THEN, RETIREMENT, THEN.plus(Duration.ofMinutes(60))));
  }

  @ParameterizedTest
  @CsvSource({
    "service, RDS, not EC2",
    "statusCode, closed, closed",
    "eventRegion, us-east-1, us-east-1"
  })
  void healthNewsThatIsNotAboutOurInstancesIsIgnored(String field, String value, String because) {
    Map<String, @Nullable Object> detail = health(NODE);
    detail.put(field, value);
    Map<String, @Nullable Object> event = event("aws.health", "AWS Health Event", detail);
    event.put("region", "eu-west-1");
    assertThat(one(event))
        .isInstanceOfSatisfying(
            Trigger.Ignored.class, it -> assertThat(it.because()).contains(because));
  }

  @Test
  void anEntityThatHasRecoveredIsNotLeaving() {
    Map<String, @Nullable Object> detail = health();
    detail.put("affectedEntities", List.of(object("entityValue", NODE, "status", "RESOLVED")));
    assertThat(one(event("aws.health", "AWS Health Event", detail)))
        .isInstanceOf(Trigger.Ignored.class);
  }

  @Test
  void aHealthIssueIsAReasonToLookAndAnnouncesNoEnd() {
    Map<String, @Nullable Object> detail = health(NODE);
    detail.put("eventTypeCategory", "issue");
    assertThat(signal(event("aws.health", "AWS Health Event", detail)).evidence()).isEmpty();
  }

  private static Map<String, @Nullable Object> health(String... entities) {
    List<Object> affected = new ArrayList<>();
    for (String entity : entities) {
      affected.add(object("entityValue", entity));
    }
    return object(
        "service",
        "EC2",
        "eventTypeCode",
        RETIREMENT,
        "eventTypeCategory",
        "scheduledChange",
        "affectedEntities",
        affected);
  }

  private static Trigger.Signal signal(@Nullable Object payload) {
    Trigger trigger = one(payload);
    assertThat(trigger).isInstanceOf(Trigger.Signal.class);
    return (Trigger.Signal) trigger;
  }
}
