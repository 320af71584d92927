package natfailover.lab.simulation;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
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
  private final WriteJudge judge;

  ControllerWire(World world, Invocation invocation, Weather weather, WriteJudge judge) {
    this.world = world;
    this.invocation = invocation;
    this.weather = weather;
    this.judge = judge;
  }

  @Override
  public Tree send(Request request) {
    int call = invocation.call();
    pass(world.chance().between(LEAST, MOST));
    dieIf(invocation.diesBefore(call), request);
    if (!request.reads()) {
      judge.beforeWrite(invocation, request);
      invocation.attempts().begun(request, world);
    }
    fail(request);
    Tree answer = answer(request);
    invocation.sight().saw(request.action(), world);
    dieIf(invocation.diesAfter(call), request);
    if (world.chance().happens(weather.unheard())) {
      world.coverage().met("call unheard", request.action());
      throw cut();
    }
    if (!request.reads()) {
      invocation.attempts().over(request);
    }
    pass(world.chance().between(LEAST, MOST));
    return answer;
  }

  private Tree answer(Request request) {
    try {
      Tree answer = world.region().answer(request, world.now());
      if (!request.reads()) {
        invocation.wrote();
        judge.afterWrite(request);
        note(request, "");
      }
      return answer;
    } catch (ApiError error) {
      note(request, " refused: " + error.code());
      boolean trialGranted = error.code().equals("DryRunOperation");
      if (trialGranted || error.message().contains("No active Lifecycle Action found")) {
        invocation.attempts().over(request);
      }
      throw error;
    }
  }

  /** Lambda ends the invocation in the middle of this call. */
  private void dieIf(boolean now, Request request) {
    if (now) {
      world.coverage().met("invocation killed", request.action());
      note(request, ": killed");
      world.time().after(Duration.ZERO, invocation::kill);
      pass(Lambda.TIMEOUT);
    }
  }

  /** What goes wrong before the call takes effect. */
  private void fail(Request request) {
    Optional<Outage> outage = world.outages().of(request);
    if (outage.isPresent()) {
      throw refused(request, outage.get());
    }
    if (world.chance().happens(weather.throttled())) {
      throw refused(request, Outage.THROTTLED);
    }
    if (world.chance().happens(weather.failed())) {
      throw refused(request, Outage.FAILING);
    }
    if (world.chance().happens(weather.unsent())) {
      world.coverage().met("call unsent", request.action());
      note(request, " never arrived");
      throw cut();
    }
  }

  private ApiError refused(Request request, Outage outage) {
    ApiError error = outage.error();
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
