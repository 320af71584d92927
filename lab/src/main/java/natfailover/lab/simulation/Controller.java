package natfailover.lab.simulation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import natfailover.ReconcileFailed;

/** The real controller, called through the door that Lambda uses, in a world of our own. */
final class Controller implements Answering {
  private final World world;
  private final Bench bench;
  private final UnaryOperator<Wire> planted;
  private final Lambda lambda;

  /**
   * The controller.
   *
   * @param planted what is laid between it and its region, so that it goes wrong
   */
  Controller(World world, Bench bench, UnaryOperator<Wire> planted) {
    this.world = world;
    this.bench = bench;
    this.planted = planted;
    this.lambda = new Lambda(world);
  }

  @Override
  public boolean answers(Invocation invocation, Weather weather) {
    Wire wire = planted.apply(new ControllerWire(world, invocation, weather, bench.writes()));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    Optional<Throwable> failure = lambda.answer(invocation, wire, answer);
    failure.ifPresent(cause -> failed(invocation, cause));
    if (answer.size() > 0) {
      bench
          .reports()
          .read(invocation, answer.toString(StandardCharsets.UTF_8), failure.isPresent());
    }
    return failure.isEmpty();
  }

  private void failed(Invocation invocation, Throwable cause) {
    if (cause instanceof ReconcileFailed) {
      world.note("#" + invocation.number() + " " + cause.getMessage());
    } else {
      String how = invocation.wake().payload() + ": " + Words.of(cause);
      bench.judge().broken(Rule.NO_STACK_TRACE, how);
    }
  }
}
