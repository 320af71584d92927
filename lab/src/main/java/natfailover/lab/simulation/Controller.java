package natfailover.lab.simulation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import natfailover.ControllerHandler;
import natfailover.ReconcileFailed;
import natfailover.Settings;
import natfailover.aws.Clients;
import natfailover.aws.LiveCalls;
import natfailover.lab.region.Service;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The real controller, called through the door that Lambda uses, in a world of our own. */
final class Controller {
  /** Lambda's timeout, as the template has it. */
  static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final World world;
  private final Bench bench;
  private final UnaryOperator<Wire> planted;
  private final SdkAnswer answers = new SdkAnswer();
  private final Settings settings = Settings.from(Map.of("PROBER_SECONDS", "0"));

  /**
   * The controller.
   *
   * @param planted what is laid between it and its region, so that it goes wrong
   */
  Controller(World world, Bench bench, UnaryOperator<Wire> planted) {
    this.world = world;
    this.bench = bench;
    this.planted = planted;
  }

  /** Has it answer what woke it; whether it did without a failure. */
  boolean answers(Invocation invocation, Weather weather) {
    ControllerHandler handler = handler(invocation, weather);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    boolean done = answers(invocation, handler, answer);
    if (answer.size() > 0) {
      bench.reports().read(invocation, answer.toString(StandardCharsets.UTF_8), !done);
    }
    return done;
  }

  private boolean answers(
      Invocation invocation, ControllerHandler handler, ByteArrayOutputStream answer) {
    String payload = invocation.wake().payload();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
          answer,
          new SimulatedContext(TIMEOUT));
      return true;
    } catch (ReconcileFailed failed) {
      world.note("#" + invocation.number() + " " + failed.getMessage());
      return false;
    } catch (Strand.Killed killed) {
      throw killed;
    } catch (RuntimeException | Error e) {
      bench.judge().broken(Rule.NO_STACK_TRACE, payload + ": " + Words.of(e));
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sandbox for each invocation: nothing is handed on from one to the next. */
  private ControllerHandler handler(Invocation invocation, Weather weather) {
    Wire wire = planted.apply(new ControllerWire(world, invocation, weather, bench.writes()));
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
        settings,
        clients,
        left -> new LiveCalls(world.time(), world.now().plus(left), invocation, invocation));
  }
}
