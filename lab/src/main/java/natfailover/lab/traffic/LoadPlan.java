package natfailover.lab.traffic;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of what runs.
 *
 * @param server the internet's address that everything goes to
 * @param connections of the mass, over all hosts
 * @param perHost connections of each other kind that every host has
 * @param patience how long the last check waits for answers
 */
public record LoadPlan(
    String server, int connections, Map<Kind, Integer> perHost, Rates rates, Duration patience) {
  public LoadPlan {
    perHost = Map.copyOf(perHost);
  }

  /** 2,000 connections and some of every kind, to 203.0.113.10. */
  public static LoadPlan standard() {
    Map<Kind, Integer> perHost =
        Map.of(
            Kind.ECHO,
            10,
            Kind.COLLISION,
            3,
            Kind.PUSH,
            5,
            Kind.IDLE,
            10,
            Kind.POLL,
            5,
            Kind.DOWNLOAD,
            1,
            Kind.UPLOAD,
            1);
    return new LoadPlan("203.0.113.10", 2_000, perHost, Rates.standard(), Duration.ofSeconds(10));
  }

  public LoadPlan withConnections(int connections) {
    return new LoadPlan(server, connections, perHost, rates, patience);
  }

  /** The same with another number of connections of a kind; of the mass, over all hosts. */
  public LoadPlan with(Kind kind, int count) {
    if (kind == Kind.MASS) {
      return withConnections(count);
    }
    Map<Kind, Integer> changed = new EnumMap<>(Kind.class);
    changed.putAll(perHost);
    changed.put(kind, count);
    return new LoadPlan(server, connections, changed, rates, patience);
  }

  public LoadPlan withRates(Rates rates) {
    return new LoadPlan(server, connections, perHost, rates, patience);
  }

  public LoadPlan withPatience(Duration patience) {
    return new LoadPlan(server, connections, perHost, rates, patience);
  }
}
