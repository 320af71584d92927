package natfailover.plan;

import java.util.Locale;

/** What is remembered of a resource between invocations, each as one tag of the resource. */
public enum Mark {
  /** When the node proved itself. */
  READY_SINCE,
  /** Since when the node is doubted. */
  SUSPECT_SINCE,
  /** When the doubt lapses; absent where only the node's own word ends it. */
  SUSPECT_UNTIL,
  /** Until when the node is to carry nothing, by order or because it is about to go. */
  DRAINED_UNTIL,
  /** When traffic came back to a node that could not prove its egress beforehand. */
  TRIAL_SINCE,
  /** The zones whose traffic the node carries or is about to carry, separated by spaces. */
  CARRIES,
  /** When the node was last told of a further zone to carry. */
  CARRIES_SINCE,
  /** Until when the group's zones are left alone. */
  PAUSED_UNTIL;

  /** The prefix of all our tags. */
  public static final String PREFIX = "nat-failover:";

  /** The tag's key. */
  public String tag() {
    return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
