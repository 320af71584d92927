package natfailover.lab.region;

/** What the region answers: an HTTP status and the body in the service's own format. */
public record Answer(int status, String body) {
  public boolean succeeded() {
    return status == 200;
  }
}
