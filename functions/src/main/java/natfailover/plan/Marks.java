package natfailover.plan;

import static java.util.stream.Collectors.toCollection;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The marks of one resource; the tags are their only store. */
public record Marks(Map<Mark, String> values) {
  /** Nothing is remembered. */
  public static final Marks NONE = new Marks(Map.of());

  /** Keeps an unmodifiable copy. */
  public Marks {
    Map<Mark, String> copy = new EnumMap<>(Mark.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** The marks among a resource's tags. */
  public static Marks of(Map<String, String> tags) {
    Map<Mark, String> found = new EnumMap<>(Mark.class);
    for (Mark mark : Mark.values()) {
      Optional.ofNullable(tags.get(mark.tag())).ifPresent(value -> found.put(mark, value));
    }
    return new Marks(found);
  }

  /** The time that a mark holds; empty when it is absent or, edited by hand, not a time. */
  public Optional<Instant> time(Mark mark) {
    try {
      return Optional.ofNullable(values.get(mark)).map(Instant::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The zones whose traffic the node carries or is about to carry. */
  public SortedSet<String> carries() {
    return words(Mark.CARRIES);
  }

  /**
   * When the last zone was seen to have left the node, which none uses now; empty where it never
   * carried one. A zone may be on record although it has left: AWS can refuse to remove a tag.
   */
  Optional<Instant> left(Instant now) {
    Optional<Instant> left = time(Mark.CARRIED_UNTIL);
    if (carries().isEmpty()) {
      return left;
    }
    Instant since = time(Mark.CARRIES_SINCE).orElse(Instant.MAX);
    return left.filter(at -> !at.isBefore(since)).or(() -> Optional.of(now));
  }

  /** The names that a mark lists. */
  SortedSet<String> words(Mark mark) {
    return Arrays.stream(values.getOrDefault(mark, "").split(" "))
        .filter(word -> !word.isBlank())
        .collect(toCollection(TreeSet::new));
  }

  /** These marks with one set to a time. */
  public Marks with(Mark mark, Instant time) {
    return with(mark, time.toString());
  }

  /** These marks with the zones that the node is to carry. */
  public Marks carrying(SortedSet<String> zones) {
    return zones.isEmpty() ? without(Mark.CARRIES, Mark.CARRIES_SINCE) : with(Mark.CARRIES, zones);
  }

  /** These marks without some. */
  public Marks without(Mark... marks) {
    Map<Mark, String> rest = new EnumMap<>(Mark.class);
    rest.putAll(values);
    rest.keySet().removeAll(Arrays.asList(marks));
    return new Marks(rest);
  }

  /** These marks without any doubt of the node's own or of its neighbours. */
  public Marks undoubted() {
    return without(Mark.SUSPECT_SINCE, Mark.SUSPECT_UNTIL, Mark.ACCUSED_BY);
  }

  /** These marks with one that lists names. */
  Marks with(Mark mark, Set<String> words) {
    return with(mark, String.join(" ", new TreeSet<>(words)));
  }

  /** These marks with one set or, where there is nothing to say, left out. */
  Marks with(Mark mark, Optional<String> value) {
    return value.map(text -> with(mark, text)).orElseGet(() -> without(mark));
  }

  /** Only those that satisfy a condition. */
  Marks only(Predicate<Mark> wanted) {
    Map<Mark, String> some = new EnumMap<>(Mark.class);
    some.putAll(values);
    some.keySet().removeIf(wanted.negate());
    return new Marks(some);
  }

  private Marks with(Mark mark, String value) {
    Map<Mark, String> more = new EnumMap<>(Mark.class);
    more.putAll(values);
    more.put(mark, value);
    return new Marks(more);
  }
}
