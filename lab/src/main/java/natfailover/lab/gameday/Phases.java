package natfailover.lab.gameday;

/**
 * When a run came to what, in milliseconds from the fault; infinite what it did not come to.
 *
 * @param mended when somebody began to mend what was broken, or could have
 * @param home when everything was home again
 */
record Phases(double mended, double home) {
  static final Phases NONE = new Phases(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
}
