package natfailover.lab.region;

/** The AWS services the region speaks for. */
public enum Service {
  EC2,
  AUTOSCALING,
  EVENTS,
  LAMBDA;

  /** Whether it answers JSON rather than XML. */
  boolean speaksJson() {
    return this == EVENTS || this == LAMBDA;
  }
}
