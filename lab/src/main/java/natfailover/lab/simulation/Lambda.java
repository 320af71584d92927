package natfailover.lab.simulation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import natfailover.ControllerHandler;
import natfailover.Settings;
import natfailover.aws.Clients;
import natfailover.aws.LiveCalls;
import natfailover.lab.region.Service;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Where the real controller runs, called through the door that Lambda uses. */
final class Lambda {
  /** As the template has it. */
  static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final Settings SETTINGS = Settings.from(Map.of("PROBER_SECONDS", "0"));

  private final World world;
  private final SdkAnswer answers = new SdkAnswer();

  Lambda(World world) {
    this.world = world;
  }

  /**
   * Has the controller answer what woke it.
   *
   * @param wire what its calls go over
   * @return why it failed, if it did
   */
  Optional<Throwable> answer(Invocation invocation, Wire wire, OutputStream answer) {
    byte[] payload = invocation.wake().payload().getBytes(StandardCharsets.UTF_8);
    try {
      sandbox(invocation, wire)
          .handleRequest(new ByteArrayInputStream(payload), answer, new SimulatedContext(TIMEOUT));
      return Optional.empty();
    } catch (Strand.Killed killed) {
      throw killed;
    } catch (RuntimeException | Error failed) {
      return Optional.of(failed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One for each invocation: nothing is handed on from one to the next. */
  private ControllerHandler sandbox(Invocation invocation, Wire wire) {
    Clients clients =
        new Clients(
            WiredClient.of(Ec2Client.class, Service.EC2, wire, answers),
            WiredClient.of(AutoScalingClient.class, Service.AUTOSCALING, wire, answers),
            () -> {
              throw new UnsupportedOperationException("no prober is asked");
            },
            () -> {
              throw new UnsupportedOperationException("no event is put");
            });
    return new ControllerHandler(
        SETTINGS,
        clients,
        left -> new LiveCalls(world.time(), world.now().plus(left), invocation, invocation));
  }
}
