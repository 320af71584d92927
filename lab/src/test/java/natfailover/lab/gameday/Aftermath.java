package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import natfailover.lab.region.Picture;
import natfailover.lab.runtime.Outcome;
import natfailover.lab.stack.Made;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;

/** What has to be so when CloudFormation has done something, whatever that was. */
final class Aftermath {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Aftermath() {}

  /** Every zone at home, its nodes ready, no hook waiting. */
  static void settled(Deployed cloud, Site site) {
    Judge judge = new Judge(site);
    assertThat(cloud.lab().await(Premises.patience(), judge::settled))
        .as("%s", judge.unsettled(cloud.lab().picture()))
        .isTrue();
    assertThat(cloud.lab().await(Premises.patience(), _ -> waiting(cloud).isEmpty()))
        .as("%s", waiting(cloud))
        .isTrue();
  }

  /** The controller, asked, has nothing left to do. */
  static void nothingIsLeftToDo(Deployed cloud) {
    AtomicReference<String> last = new AtomicReference<>("");
    assertThat(
            cloud
                .lab()
                .await(
                    Premises.patience(),
                    _ -> {
                      JsonNode status = status(cloud);
                      last.set(status.toString());
                      return status.path("converged").asBoolean()
                          && status.path("actions").isEmpty();
                    }))
        .as("%s", last)
        .isTrue();
  }

  private static JsonNode status(Deployed cloud) {
    String order = "{\"command\":\"status\",\"fleet\":\"%s\"}".formatted(Premises.FLEET);
    try {
      return switch (cloud.lab().order(order).outcome()) {
        case Outcome.Success(String payload) -> JSON.readTree(payload);
        case Outcome other -> JSON.valueToTree(Map.of("outcome", other.toString()));
      };
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Nothing of the stack is left, and every table leads to where it led before. */
  static void asItWas(Deployed cloud, Premises premises) {
    Picture picture = cloud.lab().picture();
    assertThat(cloud.stack().made()).isEqualTo(Map.<String, Made>of());
    assertThat(picture.machines()).noneMatch(each -> each.state().equals("running"));
    assertThat(picture.addresses()).noneMatch(each -> !each.tags().isEmpty());
    assertThat(waiting(cloud)).isEmpty();
    assertThat(cloud.account().autoScaling().describeAutoScalingGroups().autoScalingGroups())
        .isEmpty();
    for (String id : premises.site().allTables()) {
      Picture.Table table = picture.table(id).orElseThrow();
      assertThat(table.target()).isEqualTo(Optional.ofNullable(premises.gateways().get(id)));
      assertThat(table.tags()).isEmpty();
    }
  }

  /** Instances that a hook holds. */
  private static List<String> waiting(Deployed cloud) {
    return cloud
        .account()
        .autoScaling()
        .describeAutoScalingInstances()
        .autoScalingInstances()
        .stream()
        .map(AutoScalingInstanceDetails::lifecycleState)
        .filter(state -> state.endsWith(":Wait"))
        .toList();
  }
}
