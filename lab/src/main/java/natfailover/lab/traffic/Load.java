package natfailover.lab.traffic;

import java.util.List;

/** A load that runs. */
public final class Load implements AutoCloseable {
  private Load() {}

  /** Opens everything; returns once all is open and quiet. */
  public static Load start(Place internet, List<Place> hosts, LoadPlan plan) {
    throw new UnsupportedOperationException("under construction: " + internet + hosts + plan);
  }

  /** The fault happens now: stalls, losses and outages are looked for from here on. */
  public void mark() {}

  /** Asks every connection once more, and reports. */
  public LoadReport finish() {
    throw new UnsupportedOperationException("under construction");
  }

  /** Ends every program of the load. */
  @Override
  public void close() {}
}
