package natfailover.lab.traffic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Divides a plan among programs, none of which can hold too many open files. */
final class Setups {
  /** Well below the 20,000 open files that a process may have where nobody has raised it. */
  static final int MOST_CONNECTIONS = 15_000;

  /** What two cores bear of requests and answers while they do the rest as well. */
  private static final int CHECKS_PER_SECOND = 10_000;

  private Setups() {}

  /** How many programs the far end needs. */
  static int servers(LoadPlan plan, int hosts) {
    int others = plan.perHost().values().stream().mapToInt(Integer::intValue).sum();
    return Math.ceilDiv(Math.max(1, plan.connections() + hosts * others), MOST_CONNECTIONS);
  }

  /** The near programs, all of one host in a row. */
  static List<NearSetup> of(LoadPlan plan, int hosts) {
    List<NearSetup> setups = new ArrayList<>();
    int programs =
        hosts * Math.max(1, Math.ceilDiv(share(plan.connections(), hosts, 0), MOST_CONNECTIONS));
    for (int i = 0; i < programs; i++) {
      setups.add(setup(plan, hosts, programs, i));
    }
    return List.copyOf(setups);
  }

  private static NearSetup setup(LoadPlan plan, int hosts, int programs, int index) {
    int host = index / (programs / hosts);
    int program = index % (programs / hosts);
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    if (program == 0) {
      counts.putAll(plan.perHost());
    }
    counts.put(Kind.MASS, share(plan.connections(), programs, index));
    Rates rates = plan.rates();
    return new NearSetup(
        host,
        program,
        plan.server(),
        servers(plan, hosts),
        counts,
        share(rates.sample(), programs, index),
        bulk(rates.bulkBytesPerSecond(), plan, hosts),
        Math.max(1, CHECKS_PER_SECOND / programs),
        rates.datagramsPerSecond(),
        rates.queriesPerSecond(),
        rates.attemptEvery().toMillis(),
        rates.connectTimeout().toMillis(),
        plan.patience().toMillis());
  }

  /** The bytes a second of one connection, where there is the same number each way. */
  private static int bulk(int all, LoadPlan plan, int hosts) {
    int most =
        Math.max(
            plan.perHost().getOrDefault(Kind.DOWNLOAD, 0),
            plan.perHost().getOrDefault(Kind.UPLOAD, 0));
    return all / Math.max(1, hosts * most);
  }

  /** What falls to one of so many, the first ones having one more where it does not come out. */
  private static int share(int all, int of, int index) {
    return all / of + (index < all % of ? 1 : 0);
  }
}
