package natfailover.prober;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a request or the environment says, and gathers all that is wrong with it. */
final class RequestChecks {
  private static final int FEWEST = 2;
  private static final int MOST = 8;
  private static final long SHORTEST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 10_000;

  private final ProbeRequest usual;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param usual stands in for what is wrong, until all faults are known
   */
  RequestChecks(ProbeRequest usual) {
    this.usual = usual;
  }

  List<String> faults() {
    return faults;
  }

  void known(Collection<?> names, List<String> fields) {
    for (Object name : names) {
      if (!fields.contains(name)) {
        faults.add(name + " is no field; allowed: " + String.join(", ", fields));
      }
    }
  }

  /**
   * Several, since one site that is down looks like a NAT that is; among them one address, since a
   * dead DNS looks like that, too.
   */
  List<Target> targets(String name, @Nullable Object found) {
    if (!(found instanceof List<?> texts)) {
      return wrong(name, found, "a list of targets", usual.targets());
    }
    int before = faults.size();
    Set<Target> targets = new LinkedHashSet<>();
    for (int index = 0; index < texts.size(); index++) {
      String place = name + "[" + index + "]";
      Optional<Target> target = target(place, texts.get(index));
      if (target.flatMap(Target::address).filter(it -> !Internet.holds(it)).isPresent()) {
        faults.add(place + " is '" + target.get() + "', which is not reached through NAT");
      } else if (target.isPresent() && !targets.add(target.get())) {
        faults.add(place + " is '" + target.get() + "', which is there already");
      }
    }
    if (faults.size() > before) {
      return usual.targets();
    }
    if (targets.size() < FEWEST || targets.size() > MOST) {
      faults.add(name + " has " + targets.size() + ", allowed are " + FEWEST + " to " + MOST);
    } else if (targets.stream().noneMatch(Target::isLiteral)) {
      faults.add(
          name + " has names only, but without an IPv4 address a dead DNS looks like a dead NAT");
    }
    return List.copyOf(targets);
  }

  /** An address: with a name it would be down whenever DNS is. */
  Target control(String name, @Nullable Object found) {
    Optional<Target> target = target(name, found);
    if (target.isPresent() && !target.get().isLiteral()) {
      return wrong(name, found, "an IPv4 address with or without :port (443)", usual.control());
    }
    return target.orElse(usual.control());
  }

  Duration budget(String name, @Nullable Object found) {
    if (found instanceof Long millis && millis >= SHORTEST_MILLIS && millis <= LONGEST_MILLIS) {
      return Duration.ofMillis(millis);
    }
    String allowed = "whole milliseconds from " + SHORTEST_MILLIS + " to " + LONGEST_MILLIS;
    return wrong(name, found, allowed, usual.budget());
  }

  private Optional<Target> target(String name, @Nullable Object found) {
    Optional<Target> target = found instanceof String text ? Target.parse(text) : Optional.empty();
    if (target.isEmpty()) {
      wrong(name, found, Target.ALLOWED, "");
    }
    return target;
  }

  private <T> T wrong(String name, @Nullable Object found, String allowed, T instead) {
    faults.add(name + " is '" + found + "', allowed: " + allowed);
    return instead;
  }
}
