package natfailover.onboarding;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a property that tells the zone of things: a list of {@code zone=id,id}, which parameters of
 * a template can make, or an object of zones by id.
 */
final class ZoneLists {
  private static final Pattern ZONE = Pattern.compile("[a-z]{2,}(-[a-z0-9]+)+");

  private final String property;
  private final Pattern id;
  private final String example;
  private final List<Fault> faults;
  private final Map<String, String> zones = new LinkedHashMap<>();
  private final Set<String> named = new TreeSet<>();

  /**
   * A reading of one property.
   *
   * @param id what the ids look like
   * @param example one of them
   * @param faults gets what is wrong
   */
  ZoneLists(String property, Pattern id, String example, List<Fault> faults) {
    this.property = property;
    this.id = id;
    this.example = example;
    this.faults = faults;
  }

  /** The zone of each thing, in the order in which they are listed. */
  Map<String, String> read(@Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((thing, zone) -> put(String.valueOf(thing), String.valueOf(zone)));
      case List<?> list -> list.forEach(this::element);
      case String text -> element(text);
      case Object other -> malformed("is " + EnrolmentReader.shown(other));
    }
    return zones;
  }

  /** The zones that were named, with things of theirs or without. */
  Set<String> named() {
    Set<String> all = new TreeSet<>(zones.values());
    all.addAll(named);
    return all;
  }

  /** A zone that is not deployed leaves {@code =}; one that has no things yet only its name. */
  private void element(@Nullable Object element) {
    if (!(element instanceof String text) || (!text.isBlank() && text.indexOf('=') < 0)) {
      malformed("has the element " + EnrolmentReader.shown(element));
      return;
    }
    String zone = text.substring(0, Math.max(0, text.indexOf('='))).strip();
    if (ZONE.matcher(zone).matches()) {
      named.add(zone);
    }
    Arrays.stream(text.substring(text.indexOf('=') + 1).split(",", -1))
        .map(String::strip)
        .filter(thing -> !thing.isEmpty())
        .forEach(thing -> put(thing, zone));
  }

  private void malformed(String what) {
    faults.add(
        new Fault(
            property, what, "list the zones with their ids: ap-northeast-1a=" + example + ",…"));
  }

  private void put(String thing, String zone) {
    if (!id.matcher(thing).matches()) {
      fault("lists " + EnrolmentReader.shown(thing), "give ids such as " + example);
    } else if (!ZONE.matcher(zone).matches()) {
      fault(
          "gives " + thing + " the zone " + EnrolmentReader.shown(zone),
          "give the name of an Availability Zone, such as ap-northeast-1a");
    } else {
      String before = zones.putIfAbsent(thing, zone);
      if (before != null && !before.equals(zone)) {
        fault(
            "lists %s for %s and for %s".formatted(thing, before, zone),
            "list it once, for the zone whose node is to serve it");
      }
    }
  }

  private void fault(String what, String cure) {
    faults.add(new Fault(property, what, cure));
  }
}
