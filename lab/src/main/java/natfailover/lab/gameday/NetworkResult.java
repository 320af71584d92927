package natfailover.lab.gameday;

import java.util.List;

/**
 * How a network's scenarios went.
 *
 * @param skipped what was asked for and does not fit
 */
record NetworkResult(Network network, List<Series> series, List<NotApplicable> skipped) {
  boolean pass() {
    return series.stream().allMatch(Series::pass);
  }

  /** Whether every figure is as good as it is meant to be. */
  boolean targetsMet() {
    return series.stream().allMatch(each -> Target.allMet(each.targets()));
  }
}
