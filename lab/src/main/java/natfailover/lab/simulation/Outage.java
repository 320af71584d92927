package natfailover.lab.simulation;

import natfailover.lab.region.ApiError;

/** How AWS refuses a call that is all right. */
enum Outage {
  DENIED(403, "UnauthorizedOperation", "You are not authorized to perform this operation."),
  THROTTLED(503, "RequestLimitExceeded", "Request limit exceeded."),
  FAILING(500, "InternalError", "An internal error has occurred");

  private final int status;
  private final String code;
  private final String message;

  Outage(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  ApiError error() {
    return new ApiError(status, code, message);
  }
}
