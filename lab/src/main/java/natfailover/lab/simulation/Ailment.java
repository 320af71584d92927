package natfailover.lab.simulation;

/** What can be the matter with a node that runs. */
enum Ailment {
  /** It forwards nothing, knows it, and cannot tell but by its heartbeat: neighbours do. */
  EGRESS_LOST(false, true, false),
  /** It forwards nothing and its kernel hangs: neighbours hear nothing of it. */
  HANGS(false, false, false),
  /** It forwards nothing, and says so itself: its way out is as it was. */
  RULES_LOST(true, true, true),
  /** It forwards, and says itself that it is not well. */
  SICK(true, true, true);

  private final boolean speaks;
  private final boolean beats;
  private final boolean wellByItsBeats;

  Ailment(boolean speaks, boolean beats, boolean wellByItsBeats) {
    this.speaks = speaks;
    this.beats = beats;
    this.wellByItsBeats = wellByItsBeats;
  }

  /** Whether its events arrive. */
  boolean speaks() {
    return speaks;
  }

  /** Whether its neighbours hear it at all. */
  boolean beats() {
    return beats;
  }

  /** Whether what they hear does not say that egress is lost. */
  boolean wellByItsBeats() {
    return wellByItsBeats;
  }

  boolean forwards() {
    return this == SICK;
  }
}
