package natfailover.lab.region;

/** The lifecycle states of a group's instance that occur without warm pools and standby. */
enum LifecycleState {
  PENDING("Pending"),
  PENDING_WAIT("Pending:Wait"),
  PENDING_PROCEED("Pending:Proceed"),
  IN_SERVICE("InService"),
  TERMINATING("Terminating"),
  TERMINATING_WAIT("Terminating:Wait"),
  TERMINATING_PROCEED("Terminating:Proceed");

  private final String text;

  LifecycleState(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  boolean leaving() {
    return compareTo(TERMINATING) >= 0;
  }
}
