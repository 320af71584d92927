package natfailover.lab.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Region;
import natfailover.lab.region.RegionSettings;
import org.jspecify.annotations.Nullable;

/** A region, the time in it, and chance; what is true in it is looked at once per change. */
final class World {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Timetable time = new Timetable(START);
  private final Chance chance;
  private final Trace trace;
  private final Coverage coverage = new Coverage();
  private final Outages outages = new Outages();
  private final Region region;
  private final Map<String, Picture.Machine> machines = new HashMap<>();
  private long seen = -1;
  private @Nullable Picture picture;

  World(long seed, Trace trace) {
    this.chance = new Chance(seed);
    this.trace = trace;
    this.region = new Region(settings(seed), START);
  }

  private static RegionSettings settings(long seed) {
    RegionSettings usual = RegionSettings.defaults();
    return new RegionSettings(
        usual.region(),
        usual.account(),
        usual.zones(),
        seed,
        usual.timing(),
        usual.lags(),
        usual.maximumPage(),
        true,
        usual.launchWaitsForTermination());
  }

  Timetable time() {
    return time;
  }

  Instant now() {
    return time.instant();
  }

  Chance chance() {
    return chance;
  }

  Region region() {
    return region;
  }

  List<String> zones() {
    return region.settings().zones();
  }

  Coverage coverage() {
    return coverage;
  }

  Outages outages() {
    return outages;
  }

  void note(String what) {
    trace.note(now(), what);
  }

  /** What is true now. */
  Picture picture() {
    Picture known = picture;
    if (known == null || seen != region.version()) {
      known = region.picture();
      picture = known;
      seen = region.version();
      for (Picture.Machine machine : known.machines()) {
        machines.put(machine.id(), machine);
        machine.networkInterface().ifPresent(first -> machines.put(first, machine));
      }
    }
    return known;
  }

  /** The machine of this id, or with this first network interface, also when both are gone. */
  Optional<Picture.Machine> machine(String id) {
    picture();
    return Optional.ofNullable(machines.get(id));
  }

  /** The next thing that happens before the end, the region's own before ours. */
  void step(Instant end) {
    Optional<Instant> ours = time.nextDue();
    Instant due = ours.filter(end::isAfter).orElse(end);
    Optional<Instant> regions = region.nextDue().filter(then -> !then.isAfter(due));
    if (regions.isPresent()) {
      time.passTo(regions.get());
      region.advance(regions.get());
    } else if (due.isBefore(end)) {
      region.advance(due);
      time.takeNext();
    } else {
      region.advance(end);
      time.passTo(end);
    }
  }
}
