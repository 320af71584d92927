package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import natfailover.lab.region.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In game days and simulated lives events wake the controller by the rules of the template alone.
 */
final class WakingRulesTest {
  private static Event event(String source, String type, String state) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document.put("source", source).put("detail-type", type);
    document.putObject("detail").put("state", state);
    return new Event(Instant.EPOCH, document);
  }

  @ParameterizedTest
  @CsvSource({
    "aws.ec2, EC2 Instance State-change Notification, stopped, true",
    "aws.ec2, EC2 Instance State-change Notification, running, false",
    "nat-failover.node, NAT Node Ready, '', true",
    "nat-failover, NAT Failover, '', false",
    "custom, NAT Node Ready, '', false",
  })
  void onlyARuleLetsAnEventThrough(String source, String type, String state, boolean through) {
    assertThat(WakingRules.deployed().test(event(source, type, state))).isEqualTo(through);
  }
}
