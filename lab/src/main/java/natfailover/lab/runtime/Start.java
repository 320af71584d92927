package natfailover.lab.runtime;

/** The state of the sandbox that an event met. */
public enum Start {
  /** A process had to be started and initialised for it. */
  COLD,
  /** A sandbox waited at its checkpoint and had to be restored. */
  RESTORED,
  /** A sandbox stood idle and took it at once. */
  WARM
}
