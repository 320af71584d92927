package natfailover.lab.traffic;

/**
 * A time in which attempts of a host failed.
 *
 * @param fromMillis start of the first that failed, from the mark on
 * @param toMillis start of the first success that no failure follows for half a second; the start
 *     of the last attempt where there is none
 * @param over whether there is such a success
 */
public record Outage(int host, double fromMillis, double toMillis, boolean over) {
  public double millis() {
    return toMillis - fromMillis;
  }
}
