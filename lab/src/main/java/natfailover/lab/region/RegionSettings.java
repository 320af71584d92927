package natfailover.lab.region;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a region is to behave; all of it can be changed while it runs, save name, account, zones and
 * seed.
 *
 * @param lags how late each kind of state is seen by Describe calls; absent means at once
 * @param maximumPage how many items a page has at most, whatever the caller asks for
 * @param throttling whether the published token buckets are enforced
 * @param launchWaitsForTermination whether a group that terminates before it launches waits for the
 *     termination, its hook included, to be over
 */
public record RegionSettings(
    String region,
    String account,
    List<String> zones,
    long seed,
    Timing timing,
    Map<Lag, Duration> lags,
    int maximumPage,
    boolean throttling,
    boolean launchWaitsForTermination) {

  public RegionSettings {
    zones = List.copyOf(zones);
    lags = Map.copyOf(lags);
  }

  /** Tokyo with its three zones, everything consistent and nothing throttled. */
  public static RegionSettings defaults() {
    return new RegionSettings(
        "ap-northeast-1",
        "123456789012",
        List.of("ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"),
        1,
        Timing.typical(),
        Map.of(),
        1000,
        false,
        true);
  }

  public Duration lag(Lag kind) {
    return lags.getOrDefault(kind, Duration.ZERO);
  }

  public RegionSettings withTiming(Timing value) {
    return new RegionSettings(
        region,
        account,
        zones,
        seed,
        value,
        lags,
        maximumPage,
        throttling,
        launchWaitsForTermination);
  }

  public RegionSettings withLag(Lag kind, Duration value) {
    Map<Lag, Duration> changed = new EnumMap<>(Lag.class);
    changed.putAll(lags);
    changed.put(kind, value);
    return new RegionSettings(
        region,
        account,
        zones,
        seed,
        timing,
        changed,
        maximumPage,
        throttling,
        launchWaitsForTermination);
  }

  public RegionSettings withMaximumPage(int value) {
    return new RegionSettings(
        region, account, zones, seed, timing, lags, value, throttling, launchWaitsForTermination);
  }

  public RegionSettings withThrottling(boolean value) {
    return new RegionSettings(
        region, account, zones, seed, timing, lags, maximumPage, value, launchWaitsForTermination);
  }

  public RegionSettings withLaunchWaitsForTermination(boolean value) {
    return new RegionSettings(
        region, account, zones, seed, timing, lags, maximumPage, throttling, value);
  }
}
