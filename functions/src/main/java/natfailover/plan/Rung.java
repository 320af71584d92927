package natfailover.plan;

/** How good a place is for a zone's traffic, best first: the fallback ladder. */
public enum Rung {
  /** A node in the zone itself. */
  ZONE_NODE,
  /** The next zone's node, which can take over the zone's address. */
  HEIR,
  /** Any other node; the egress address is not kept. */
  OTHER_NODE,
  /** A NAT gateway in the zone. */
  ZONE_GATEWAY,
  /** Any NAT gateway of the fleet. */
  FLEET_GATEWAY;

  /** Whether traffic would rather be there. */
  public boolean betterThan(Rung other) {
    return compareTo(other) < 0;
  }
}
