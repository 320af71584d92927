package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import natfailover.lab.region.Event;
import natfailover.lab.region.Picture;
import natfailover.lab.stack.StackFailed;
import natfailover.lab.template.Translated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first deployment whose nodes boot and never say that they are ready. */
class NeverReadyTest {
  @ParameterizedTest
  @ValueSource(strings = {"no", "yes"})
  void itIsUndoneAndTheTablesAreAsTheyWereFound(String keep) throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Traffic traffic = new Traffic(premises.lit());
      cloud.watch(traffic);
      String mute = premises.lit().tables().keySet().stream().sorted().toList().getLast();
      cloud.lose(event -> said(event, mute));
      // So that the hook is waited out, and the next node's as well has begun.
      cloud.patience(Duration.ofSeconds(40));
      Map<String, String> answers = premises.answers();
      answers.put("KeepElasticIps", keep);
      Translated.ZONE.instead(
          hastened(),
          () ->
              assertThatThrownBy(() -> cloud.stack().create(answers))
                  .isInstanceOf(StackFailed.class)
                  .hasMessageStartingWith("Group did not stabilize: nat-failover-prod-" + mute));
      assertThat(ended(cloud, mute)).as("nodes whose hook was waited out").isNotEmpty();
      assertThat(traffic.moved()).isEmpty();
      assertThat(kept(cloud)).doesNotContain(mute);
      release(cloud);
      Standing.asItWas(cloud, premises);
      assertThat(cloud.roles().refused()).isEmpty();
      assertThat(cloud.failures()).isEmpty();
    }
  }

  /**
   * The zones whose Elastic IP is left behind. Of one that had come up it may be: it is not written
   * whether a nested stack that is deleted because another one failed counts as its creation being
   * undone.
   */
  private static List<String> kept(Deployed cloud) {
    return cloud.lab().picture().addresses().stream()
        .map(each -> each.tags().getOrDefault("nat-failover:zone", ""))
        .filter(zone -> !zone.isEmpty())
        .toList();
  }

  private static void release(Deployed cloud) {
    cloud.lab().picture().addresses().stream()
        .filter(each -> !each.tags().isEmpty())
        .forEach(each -> cloud.account().ec2().releaseAddress(r -> r.allocationId(each.id())));
  }

  private static boolean said(Event event, String zone) {
    return event.source().equals("nat-failover.node")
        && event.detail().path("zone").asText().equals(zone);
  }

  /** As deployed, but that its hooks time out after as short a time as AWS allows. */
  private static JsonNode hastened() {
    ObjectNode zone = Translated.ZONE.template().deepCopy();
    JsonNode hooks = zone.at("/Resources/Nodes/Properties/LifecycleHookSpecificationList");
    hooks.forEach(hook -> ((ObjectNode) hook).put("HeartbeatTimeout", 30));
    return zone;
  }

  private static List<String> ended(Deployed cloud, String zone) {
    return cloud.lab().picture().machines().stream()
        .filter(each -> each.zone().equals(zone) && each.state().equals("terminated"))
        .map(Picture.Machine::id)
        .toList();
  }
}
