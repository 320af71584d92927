package natfailover.lab.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether anything new got through, attempt by attempt.
 *
 * @param attempts of all hosts, in the order of their start
 */
public record NewConnections(List<Attempt> attempts) {
  private static final double CALM_MILLIS = 500;

  public NewConnections {
    attempts = attempts.stream().sorted(Comparator.comparingDouble(Attempt::atMillis)).toList();
  }

  /** Each host's outages from the mark on; an attempt that the mark interrupted belongs to them. */
  public List<Outage> outages() {
    return byHost().values().stream().flatMap(own -> outagesOf(own).stream()).toList();
  }

  /** The longest outage of any host; zero where there is none. */
  public double outageMillis() {
    return outages().stream().mapToDouble(Outage::millis).max().orElse(0);
  }

  /** Whether every outage came to an end. */
  public boolean over() {
    return outages().stream().allMatch(Outage::over);
  }

  /**
   * How long the successes before the mark took: what is slower than this may be a busy machine.
   */
  public Spread baselineMillis() {
    return Spread.of(before().stream().filter(Attempt::ok).map(Attempt::millis).toList());
  }

  /** What began in this time before the mark and had ended by then. */
  public List<Attempt> lastBefore(Duration time) {
    return before().stream().filter(attempt -> attempt.atMillis() >= -time.toMillis()).toList();
  }

  /** How many attempts ended after the mark. */
  public long attempted() {
    return attempts.stream().filter(attempt -> attempt.endMillis() >= 0).count();
  }

  /** How many of these failed. */
  public long failed() {
    return attempts.stream().filter(each -> !each.ok() && each.endMillis() >= 0).count();
  }

  /** The addresses that the far end saw of a host, in order, each change once. */
  public List<String> farEnds(int host) {
    List<String> seen = new ArrayList<>();
    for (Attempt attempt : byHost().getOrDefault(host, List.of())) {
      if (attempt.ok() && (seen.isEmpty() || !seen.getLast().equals(attempt.farEnd()))) {
        seen.add(attempt.farEnd());
      }
    }
    return List.copyOf(seen);
  }

  private List<Attempt> before() {
    return attempts.stream().filter(attempt -> attempt.endMillis() < 0).toList();
  }

  private Map<Integer, List<Attempt>> byHost() {
    return attempts.stream()
        .collect(Collectors.groupingBy(Attempt::host, TreeMap::new, Collectors.toList()));
  }

  private static List<Outage> outagesOf(List<Attempt> own) {
    List<Outage> outages = new ArrayList<>();
    double calmFrom = Double.NEGATIVE_INFINITY;
    for (Attempt attempt : own) {
      boolean counts = !attempt.ok() && attempt.endMillis() >= 0 && attempt.atMillis() > calmFrom;
      if (counts) {
        Optional<Attempt> end = recovery(own, attempt.atMillis());
        calmFrom = end.map(Attempt::atMillis).orElse(Double.POSITIVE_INFINITY);
        double to = end.map(Attempt::atMillis).orElse(own.getLast().atMillis());
        outages.add(new Outage(attempt.host(), attempt.atMillis(), to, end.isPresent()));
      }
    }
    return List.copyOf(outages);
  }

  private static Optional<Attempt> recovery(List<Attempt> own, double after) {
    return own.stream()
        .filter(attempt -> attempt.ok() && attempt.atMillis() > after)
        .filter(success -> own.stream().noneMatch(other -> disturbs(other, success)))
        .findFirst();
  }

  private static boolean disturbs(Attempt other, Attempt success) {
    double since = other.atMillis() - success.atMillis();
    return !other.ok() && since > 0 && since <= CALM_MILLIS;
  }
}
