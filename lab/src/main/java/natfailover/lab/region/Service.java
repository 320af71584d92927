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

  String contentType() {
    return switch (this) {
      case EC2, AUTOSCALING -> "text/xml;charset=UTF-8";
      case EVENTS -> "application/x-amz-json-1.1";
      case LAMBDA -> "application/json";
    };
  }
}
