package natfailover.lab.simulation;

import java.net.SocketTimeoutException;
import java.time.Duration;
import natfailover.lab.region.ApiError;
import natfailover.lab.region.Request;
import natfailover.lab.region.Tree;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The calls of one invocation: each takes time there and back, and may go wrong on either way. */
final class ControllerWire implements Wire {
  private static final Duration LEAST = Duration.ofMillis(5);
  private static final Duration MOST = Duration.ofMillis(150);

  /** When a client gives up on an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final World world;
  private final Invocation invocation;
  private final Weather weather;
  private final Judge judge;

  ControllerWire(World world, Invocation invocation, Weather weather, Judge judge) {
    this.world = world;
    this.invocation = invocation;
    this.weather = weather;
    this.judge = judge;
  }

  @Override
  public Tree send(Request request) {
    pass(world.chance().between(LEAST, MOST));
    fail(request);
    if (!request.reads()) {
      judge.beforeWrite(invocation, request);
    }
    Tree answer = answer(request);
    if (!request.reads()) {
      invocation.wrote();
      note(request, "");
    }
    invocation.sight().saw(request.action(), world.now());
    if (world.chance().happens(weather.unheard())) {
      world.coverage().met("call unheard", request.action());
      throw cut();
    }
    pass(world.chance().between(LEAST, MOST));
    return answer;
  }

  private Tree answer(Request request) {
    try {
      return world.region().answer(request, world.now());
    } catch (ApiError error) {
      note(request, " refused: " + error.code());
      throw error;
    }
  }

  /** What goes wrong before the call takes effect. */
  private void fail(Request request) {
    if (world.chance().happens(weather.throttled())) {
      throw refused(request, new ApiError(503, "RequestLimitExceeded", "Too many requests."));
    }
    if (world.chance().happens(weather.failed())) {
      throw refused(request, new ApiError(500, "InternalError", "An internal error."));
    }
    if (world.chance().happens(weather.unsent())) {
      world.coverage().met("call unsent", request.action());
      note(request, " never arrived");
      throw cut();
    }
  }

  private ApiError refused(Request request, ApiError error) {
    world.coverage().met("call " + error.code(), request.action());
    note(request, " failed: " + error.code());
    return error;
  }

  private SdkClientException cut() {
    pass(PATIENCE);
    return SdkClientException.create("no answer", new SocketTimeoutException("Read timed out"));
  }

  private void note(Request request, String how) {
    if (!request.reads() || !how.isEmpty()) {
      world.note("  #" + invocation.number() + " " + Words.of(request) + how);
    }
  }

  private void pass(Duration time) {
    Strand.current().waitUntil(world.now().plus(time));
  }
}
