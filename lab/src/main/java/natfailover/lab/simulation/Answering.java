package natfailover.lab.simulation;

/** What Lambda invokes. */
@FunctionalInterface
interface Answering {
  /**
   * Has it answer what woke it.
   *
   * @param weather how often things go wrong on its calls
   * @return whether it did without a failure
   */
  boolean answers(Invocation invocation, Weather weather);
}
