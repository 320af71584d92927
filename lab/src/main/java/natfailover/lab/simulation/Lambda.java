package natfailover.lab.simulation;

import java.time.Duration;
import java.util.Map;
import natfailover.ControllerHandler;
import natfailover.Settings;
import natfailover.aws.Clients;
import natfailover.aws.LiveCalls;
import natfailover.lab.region.Service;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Where the real controller runs, with calls that go over a wire of ours. */
final class Lambda {
  /** As the template has it. */
  static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final Settings SETTINGS = Settings.from(Map.of("PROBER_SECONDS", "0"));

  private Lambda() {}

  /** A sandbox for each invocation: nothing is handed on from one to the next. */
  static ControllerHandler sandbox(
      World world, Invocation invocation, Wire wire, SdkAnswer answers) {
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
