package natfailover.lab.simulation;

/** What can be the matter with a node that runs. */
enum Ailment {
  /** It forwards nothing, knows it, and cannot tell but by its heartbeat: neighbours do. */
  EGRESS_LOST(false, true),
  /** It forwards nothing and its kernel hangs: neighbours hear nothing of it. */
  HANGS(false, true),
  /** It forwards nothing, and says so itself: its way out is as it was. */
  RULES_LOST(true, false),
  /** It forwards, and says itself that it is not well. */
  SICK(true, false);

  private final boolean speaks;
  private final boolean accused;

  Ailment(boolean speaks, boolean accused) {
    this.speaks = speaks;
    this.accused = accused;
  }

  /** Whether its events arrive. */
  boolean speaks() {
    return speaks;
  }

  /** Whether its neighbours complain of it. */
  boolean accused() {
    return accused;
  }

  boolean forwards() {
    return this == SICK;
  }
}
