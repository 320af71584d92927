package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import natfailover.lab.account.Account;
import natfailover.lab.region.Picture;
import natfailover.lab.runtime.Outcome;
import natfailover.lab.stack.Made;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;

/** How things stand in a region into which something was deployed. */
final class Standing {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Standing() {}

  /** Nothing of the stack is left, and every table leads to where it led before. */
  static void asItWas(Deployed cloud, Premises premises) {
    onlyAddressesAreLeft(cloud, premises);
    assertThat(cloud.lab().picture().addresses()).noneMatch(each -> ours(each.tags()));
  }

  /** The same where Elastic IPs were to be kept. */
  static void onlyAddressesAreLeft(Deployed cloud, Premises premises) {
    Picture picture = cloud.lab().picture();
    assertThat(cloud.stack().made()).isEqualTo(Map.<String, Made>of());
    assertThat(picture.machines()).noneMatch(each -> runs(each) && !each.tags().isEmpty());
    assertThat(waiting(cloud)).isEmpty();
    assertThat(cloud.account().autoScaling().describeAutoScalingGroups().autoScalingGroups())
        .isEmpty();
    handedBack(cloud, premises);
  }

  /** Every table leads to where it led before, and bears no tag. */
  static void handedBack(Deployed cloud, Premises premises) {
    for (String id : premises.site().allTables()) {
      Picture.Table table = cloud.lab().picture().table(id).orElseThrow();
      assertThat(table.target().orElse("none"))
          .isEqualTo(premises.gateways().getOrDefault(id, "none"));
      assertThat(table.tags()).isEmpty();
    }
  }

  private static boolean ours(Map<String, String> tags) {
    return tags.keySet().stream().anyMatch(key -> key.startsWith("nat-failover:"));
  }

  private static boolean runs(Picture.Machine machine) {
    return machine.state().equals("running");
  }

  static void settled(Deployed cloud, Site site) {
    Judge judge = new Judge(site);
    assertThat(cloud.lab().await(Premises.patience(), judge::settled))
        .as("%s", judge.unsettled(cloud.lab().picture()))
        .isTrue();
    await(cloud, _ -> waiting(cloud).isEmpty());
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
                      JsonNode status = answer(cloud, order("status", Premises.FLEET));
                      last.set(status.toString());
                      return status.path("converged").asBoolean()
                          && status.path("actions").isEmpty();
                    }))
        .as("%s", last)
        .isTrue();
  }

  /** An order that needs no more than a fleet. */
  static String order(String command, String fleet) {
    return "{\"command\":\"%s\",\"fleet\":\"%s\"}".formatted(command, fleet);
  }

  /** What the controller answers. */
  static JsonNode answer(Deployed cloud, String order) {
    try {
      return switch (cloud.lab().order(order).outcome()) {
        case Outcome.Success(String payload) -> JSON.readTree(payload);
        case Outcome other -> JSON.valueToTree(Map.of("outcome", other.toString()));
      };
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The instance that an Elastic IP is with. */
  static String holder(Account account, String address) {
    return account
        .ec2()
        .describeAddresses(r -> r.allocationIds(address))
        .addresses()
        .getFirst()
        .instanceId();
  }

  /** Every Elastic IP of the account, also before there is a controller. */
  static List<Picture.Elastic> addresses(Deployed cloud) {
    return cloud.server().read(region -> region.picture()).addresses();
  }

  /** An Elastic IP as it now is. */
  static Picture.Elastic address(Deployed cloud, String id) {
    return cloud.lab().picture().addresses().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
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

  static Set<String> nodes(Deployed cloud, Site site) {
    Set<String> ids = new TreeSet<>();
    new Judge(site).running(cloud.lab().picture()).forEach(each -> ids.add(each.id()));
    return ids;
  }

  static List<String> addresses(Map<String, String> outputs) {
    return List.of("ElasticIp1", "ElasticIp2", "ElasticIp3").stream()
        .map(name -> outputs.getOrDefault(name, "missing"))
        .toList();
  }

  static List<String> egress(Deployed cloud) {
    return cloud.lab().picture().addresses().stream()
        .filter(each -> each.instance().isPresent())
        .map(Picture.Elastic::publicIp)
        .toList();
  }

  static void await(Deployed cloud, Predicate<Picture> condition) {
    assertThat(cloud.lab().await(Premises.patience(), condition))
        .as("%s", cloud.lab().picture())
        .isTrue();
  }
}
