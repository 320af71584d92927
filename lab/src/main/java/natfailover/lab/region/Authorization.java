package natfailover.lab.region;

import java.util.Optional;
import java.util.function.Predicate;

/** Asks whoever was set to judge whether a caller may make a call; nobody is asked at first. */
final class Authorization {
  private final AccessReader reader;
  private Optional<Predicate<Access>> judge = Optional.empty();

  Authorization(AccessReader reader) {
    this.reader = reader;
  }

  void judge(Predicate<Access> chosen) {
    judge = Optional.of(chosen);
  }

  /** Lets an allowed call pass and refuses another one in its service's words. */
  void require(Request request) {
    if (judge.isEmpty()) {
      return;
    }
    Access access = reader.read(request);
    if (judge.get().test(access)) {
      return;
    }
    throw switch (request.service()) {
      case EC2 ->
          new ApiError(
              403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
      case AUTOSCALING -> new ApiError(403, "AccessDenied", denied(access));
      case EVENTS, LAMBDA -> new ApiError(400, "AccessDeniedException", denied(access));
    };
  }

  private static String denied(Access access) {
    return "User: %s is not authorized to perform: %s".formatted(access.caller(), access.action());
  }
}
