package natfailover.lab.runtime;

/** How Lambda brings up an execution environment. */
public enum Initialization {
  ON_DEMAND("on-demand"),
  /** Initialised ahead, then held at the checkpoint until an event needs the environment. */
  SNAP_START("snap-start");

  private final String environmentValue;

  Initialization(String environmentValue) {
    this.environmentValue = environmentValue;
  }

  String environmentValue() {
    return environmentValue;
  }
}
