package natfailover.plan;

import java.util.Locale;

/**
 * Where a default route points.
 *
 * @param kind what it is to the fleet
 * @param id the instance, gateway or other target; empty when there is no route
 */
public record Egress(Kind kind, String id) {
  /** No default route. */
  public static final Egress NONE = new Egress(Kind.NONE, "");

  /** A node of the fleet. */
  public static Egress node(String id) {
    return new Egress(Kind.NODE, id);
  }

  /** A NAT gateway of the fleet. */
  public static Egress gateway(String id) {
    return new Egress(Kind.GATEWAY, id);
  }

  /**
   * What a target is to the fleet: ours and live, dead, absent, somebody else's, or somebody else's
   * as on-boarding found it and was told that the fleet takes over from.
   */
  public enum Kind {
    NODE,
    GATEWAY,
    BLACKHOLE,
    NONE,
    FOREIGN,
    PREVIOUS
  }

  /** The kind as the report has it: a previous target is still a foreign one. */
  public String kindName() {
    Kind told = kind == Kind.PREVIOUS ? Kind.FOREIGN : kind;
    return told.name().toLowerCase(Locale.ROOT);
  }
}
