package natfailover.lab.traffic;

import java.util.Arrays;

/** A growing list of times. */
final class Series {
  private static final int FIRST_SIZE = 1024;

  private long[] nanos = new long[FIRST_SIZE];
  private int count;

  void add(long at) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = at;
    count++;
  }

  int since(long mark) {
    return (int) Arrays.stream(nanos, 0, count).filter(at -> at >= mark).count();
  }

  /** The longest gap that ends after the mark, the last one by {@code end}; 0 if never begun. */
  long longestGap(long mark, long end) {
    long longest = 0;
    for (int i = 1; i <= count; i++) {
      long until = i == count ? end : nanos[i];
      if (until >= mark) {
        longest = Math.max(longest, until - nanos[i - 1]);
      }
    }
    return longest;
  }
}
