package natfailover.lab.region;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Finds the action a request names, runs it, and writes the answer as its service does. */
final class Dispatcher {
  private record Failure(String code, int left) {}

  private final World world;
  private final Map<Service, Map<String, Action>> actions;
  private final EventActions events;
  private final Functions functions;
  private final Authorization authorization;
  private final Throttle throttle = new Throttle();
  private final Recent recent;
  private final Map<String, Failure> failures = new HashMap<>();

  Dispatcher(
      World world,
      Map<Service, Map<String, Action>> actions,
      Functions functions,
      Authorization authorization) {
    this.world = world;
    this.functions = functions;
    this.authorization = authorization;
    this.actions = actions;
    this.events = new EventActions(world);
    this.recent = new Recent(world);
  }

  /** Makes the next calls of an action fail. */
  void fail(String action, String code, int times) {
    failures.put(action, new Failure(code, times));
  }

  Answer call(Request request) {
    String id = world.ids().request();
    try {
      admit(request);
      return new Answer(200, run(request, id));
    } catch (ApiError refused) {
      ApiError error = inItsWords(request.service(), refused);
      return new Answer(error.status(), write(request.service(), error, id));
    }
  }

  /** The answer of EC2 or Auto Scaling before it is written; throws the error there would be. */
  Tree tree(Request request) {
    try {
      admit(request);
      if (!request.reads()) {
        return perform(request);
      }
      authorization.require(request);
      return recent.answer(request, () -> prepared(request).get());
    } catch (ApiError refused) {
      throw inItsWords(request.service(), refused);
    }
  }

  private void admit(Request request) {
    failAsTold(request);
    if (world.settings().throttling() && !request.service().speaksJson()) {
      throttle.admit(request, world.now());
    }
  }

  private String run(Request request, String id) {
    if (request.service() == Service.EVENTS) {
      authorization.require(request);
      return events.call(request.action(), request.parameters().getOrDefault(Request.BODY, "{}"));
    }
    if (request.service() == Service.LAMBDA) {
      authorization.require(request);
      return functions.call(request.action(), Parameters.of(request));
    }
    return dialect(request.service()).answer(request.action(), perform(request), id);
  }

  private Tree perform(Request request) {
    Supplier<Tree> change = prepared(request);
    // Who may not touch a resource still learns that it is not there, as at AWS.
    authorization.require(request);
    return change.get();
  }

  private Supplier<Tree> prepared(Request request) {
    Action action = actions.getOrDefault(request.service(), Map.of()).get(request.action());
    if (action == null) {
      throw ApiError.of(
          "InvalidAction",
          "The action " + request.action() + " is not valid for this web service.");
    }
    Parameters parameters = Parameters.of(request);
    Supplier<Tree> change = action.prepare(parameters);
    boolean tried = request.service() == Service.EC2 && parameters.dryRun();
    return tried ? Dispatcher::wouldHaveSucceeded : change;
  }

  private static Tree wouldHaveSucceeded() {
    throw ApiError.dryRun();
  }

  /** Auto Scaling calls every complaint about a parameter a validation error. */
  private static ApiError inItsWords(Service service, ApiError error) {
    boolean aboutParameter =
        error.code().equals("MissingParameter") || error.code().equals("InvalidParameterValue");
    return service == Service.AUTOSCALING && aboutParameter
        ? ApiError.validation(error.message())
        : error;
  }

  private void failAsTold(Request request) {
    Failure failure = failures.get(request.action());
    if (failure == null) {
      return;
    }
    if (failure.left() <= 1) {
      failures.remove(request.action());
    } else {
      failures.put(request.action(), new Failure(failure.code(), failure.left() - 1));
    }
    throw new ApiError(status(failure.code()), failure.code(), "Failed as the lab was told to.");
  }

  /** The HTTP status AWS sends with a code. */
  private static int status(String code) {
    return switch (code) {
      case "RequestLimitExceeded", "Unavailable", "ServiceUnavailable" -> 503;
      case "InternalError", "InternalFailure", "InsufficientInstanceCapacity" -> 500;
      case "UnauthorizedOperation", "AccessDenied", "AccessDeniedException" -> 403;
      default -> 400;
    };
  }

  private static String write(Service service, ApiError error, String id) {
    return service.speaksJson() ? EventActions.error(error) : dialect(service).error(error, id);
  }

  private static Xml dialect(Service service) {
    return service == Service.EC2 ? Xml.EC2 : Xml.AUTOSCALING;
  }
}
