package natfailover.lab.region;

/** What can be shown late: the kinds of state whose reads are eventually consistent. */
public enum Lag {
  /** Instances, their status and their network interfaces. */
  INSTANCES,
  ROUTES,
  ADDRESSES,
  TAGS
}
