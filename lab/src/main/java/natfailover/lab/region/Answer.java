package natfailover.lab.region;

/** What the region answers: an HTTP status and the body in the service's own format. */
public record Answer(int status, String body) {
  /** The region itself failed. */
  static Answer of(RuntimeException failed) {
    ApiError error = new ApiError(500, "InternalError", failed.toString());
    return new Answer(error.status(), Xml.EC2.error(error, "region"));
  }

  public boolean succeeded() {
    return status == 200;
  }
}
