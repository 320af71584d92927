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
  /** When a node that is about to go was seen to carry no zone any more. */
  CARRIED_UNTIL,
  /** Who says that nothing is heard of the node, where the doubt is about nothing else. */
  ACCUSED_BY,
  /** Whose accusations of late were wrong, and since when that is known, separated by spaces. */
  DISPUTES,
  /** The zones whose prober has got through the node, separated by spaces. */
  PROBED_FROM,
  /** Since when nothing gets through the node, by a prober's word. */
  NAT_DOWN_SINCE,
  /** When that word lapses; absent where the node is to be replaced, or proved again. */
  NAT_DOWN_UNTIL,
  /** The zones whose prober said so, separated by spaces. */
  NAT_DOWN_FROM,
  /** Since when the node can only masquerade, so that it can keep no other zone's address. */
  MASQUERADES_SINCE,
  /** The number and the private networks of the node's own zone: its configuration. */
  HOME,
  /** The number and the private networks of the zone that the node is heir of. */
  ADOPTS,
  /** The addresses of the nodes that it exchanges heartbeats and state with. */
  PEERS,
  /** Until when the group's zones are left alone. */
  PAUSED_UNTIL;

  /** The prefix of all our tags. */
  public static final String PREFIX = "nat-failover:";

  /** What the controller tells a node rather than remembers of it. */
  public boolean configuration() {
    return switch (this) {
      case HOME, ADOPTS, PEERS -> true;
      case READY_SINCE,
          SUSPECT_SINCE,
          SUSPECT_UNTIL,
          DRAINED_UNTIL,
          TRIAL_SINCE,
          CARRIES,
          CARRIES_SINCE,
          CARRIED_UNTIL,
          ACCUSED_BY,
          DISPUTES,
          PROBED_FROM,
          NAT_DOWN_SINCE,
          NAT_DOWN_UNTIL,
          NAT_DOWN_FROM,
          MASQUERADES_SINCE,
          PAUSED_UNTIL ->
          false;
    };
  }

  /** The tag's key. */
  public String tag() {
    return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
