package natfailover.lab.region;

/** The AWS services the region speaks for. */
public enum Service {
  EC2,
  AUTOSCALING,
  EVENTS,
  LAMBDA
}
