package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;
import natfailover.lab.simulation.Attempts.Attempt;
import org.junit.jupiter.api.Test;

/** What an invocation has tried, in the words of its report. */
final class AttemptsTest {
  private final World world = new World(1, Trace.silent());
  private final Attempts attempts = new Attempts();

  private void pass(Duration time) {
    Instant end = world.now().plus(time);
    while (world.now().isBefore(end)) {
      world.step(end);
      world.picture();
    }
  }

  private static Request checkOff(String networkInterface) {
    return Request.ec2(
        "ModifyNetworkInterfaceAttribute",
        Map.of("NetworkInterfaceId", networkInterface, "SourceDestCheck.Value", "false"));
  }

  /** It is tried again when the node and its interface are gone, and the report names the node. */
  @Test
  void aNodeThatIsGoneIsStillNamed() {
    Site.build(world, "prod");
    pass(Duration.ofSeconds(60));
    Machine node =
        world.picture().machines().stream().filter(Marks::member).findFirst().orElseThrow();
    String networkInterface = node.networkInterface().orElseThrow();
    attempts.begun(checkOff(networkInterface), world);
    world.region().killInstance(node.id());
    pass(Duration.ofMinutes(5));
    assertThat(world.picture().machine(node.id()).flatMap(Machine::networkInterface)).isEmpty();
    attempts.begun(checkOff(networkInterface), world);
    assertThat(attempts.failed()).containsExactly(new Attempt("disableSourceDestCheck", node.id()));
  }
}
