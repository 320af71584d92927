package natfailover.lab.traffic;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the connections of a kind fared.
 *
 * @param alive those on which right content got through after the fault, every way it should
 * @param stalls milliseconds, of each connection that is alive and whose stall is known: the
 *     longest time without progress from the mark on, less the time that is usual
 * @param faults why the first few dead ones are dead
 */
public record KindReport(
    Kind kind, int opened, int alive, List<Double> stalls, List<String> faults) {
  public KindReport {
    stalls = List.copyOf(stalls);
    faults = List.copyOf(faults);
  }

  KindReport plus(KindReport other) {
    return new KindReport(
        kind,
        opened + other.opened,
        alive + other.alive,
        Stream.concat(stalls.stream(), other.stalls.stream()).toList(),
        Stream.concat(faults.stream(), other.faults.stream()).toList());
  }

  public int dead() {
    return opened - alive;
  }

  public Spread stallMillis() {
    return Spread.of(stalls);
  }
}
