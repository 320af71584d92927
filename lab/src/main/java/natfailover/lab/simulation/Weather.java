package natfailover.lab.simulation;

/**
 * How often things go wrong between the parts, each a probability.
 *
 * @param lost an event is never delivered
 * @param late an event comes minutes late
 * @param twice an event is delivered twice
 * @param skipped the schedule skips a beat
 * @param killed an invocation is killed at one of its calls
 * @param throttled a call is refused for want of tokens
 * @param failed a call is answered with a 5xx
 * @param unheard a call takes effect but its answer never comes
 * @param unsent a call never arrives
 */
record Weather(
    double lost,
    double late,
    double twice,
    double skipped,
    double killed,
    double throttled,
    double failed,
    double unheard,
    double unsent) {
  static final Weather CALM = new Weather(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Some of it bad, some of it not, as chance has it. */
  static Weather any(Chance chance) {
    return new Weather(
        some(chance, 0.3),
        some(chance, 0.2),
        some(chance, 0.3),
        some(chance, 0.3),
        some(chance, 0.2),
        some(chance, 0.1),
        some(chance, 0.1),
        some(chance, 0.05),
        some(chance, 0.05));
  }

  private static double some(Chance chance, double most) {
    return chance.happens(0.5) ? 0 : most * chance.below(100) / 100;
  }
}
