package natfailover.lab.simulation;

/** Who watches a controller: what it writes, what it reports, and what is to hold in the end. */
record Bench(Judge judge, WriteJudge writes, Auditor reports) {
  static Bench of(World world, Site site, Fitness fitness) {
    Judge judge = new Judge(world, site);
    return new Bench(
        judge,
        new WriteJudge(world, site, fitness, judge),
        new Auditor(world, site, fitness, judge));
  }
}
