package natfailover.plan;

/** Which way an instance is going while a lifecycle hook holds it. */
public enum Transition {
  LAUNCHING,
  TERMINATING
}
