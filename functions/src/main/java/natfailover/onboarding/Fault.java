package natfailover.onboarding;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands in the way.
 *
 * @param where the table or property that it is about
 * @param what what is wrong, a clause that follows where
 * @param cure what to do, an imperative
 */
record Fault(String where, String what, String cure) {
  @Override
  public String toString() {
    return where + " " + what + ": " + cure;
  }

  static String all(List<Fault> faults) {
    return faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
  }
}
