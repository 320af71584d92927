package natfailover.lab.simulation;

/**
 * What the controller is invoked with.
 *
 * @param kind the detail type of an event, the command of an order, or {@code sweep}
 * @param what it in words
 */
record Wake(Sender sender, String kind, String what, String payload) {
  /** Who wants an answer, and what may come of it. */
  enum Sender {
    /** An event or the schedule: nobody waits, and what fails is tried again. */
    NEWS,
    /** An operator, who reads the answer. */
    ORDER,
    /** An operator who only wants to know what would be done. */
    DRY_RUN
  }

  boolean ordered() {
    return sender != Sender.NEWS;
  }
}
