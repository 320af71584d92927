package natfailover.lab.simulation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import natfailover.ControllerHandler;
import natfailover.ReconcileFailed;

/** The real controller, called through the door that Lambda uses, in a world of our own. */
final class Controller implements Answering {
  private final World world;
  private final Bench bench;
  private final UnaryOperator<Wire> planted;
  private final SdkAnswer answers = new SdkAnswer();

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

  @Override
  public boolean answers(Invocation invocation, Weather weather) {
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
          new SimulatedContext(Lambda.TIMEOUT));
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

  private ControllerHandler handler(Invocation invocation, Weather weather) {
    Wire wire = planted.apply(new ControllerWire(world, invocation, weather, bench.writes()));
    return Lambda.sandbox(world, invocation, wire, answers);
  }
}
