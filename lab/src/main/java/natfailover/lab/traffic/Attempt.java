package natfailover.lab.traffic;

/**
 * One attempt to get something from the internet anew.
 *
 * @param host its number in the load
 * @param atMillis when it began, from the mark on; negative before
 * @param ok whether the right answer came in time
 * @param millis how long it took to succeed or fail
 * @param farEnd what the answer said: the address that the far end saw, or nothing
 * @param fault why it failed, or nothing
 */
public record Attempt(
    int host, double atMillis, boolean ok, double millis, String farEnd, String fault) {
  double endMillis() {
    return atMillis + millis;
  }
}
