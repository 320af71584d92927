package natfailover.lab.region;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An answer's element tree: what is filtered, compared and in the end written as XML. */
public final class Tree {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Values are text, a tree, or a list of either. */
  private final Map<String, Object> fields;

  private final Map<String, Object> seen;

  Tree() {
    this(new LinkedHashMap<>());
  }

  private Tree(Map<String, Object> fields) {
    this.fields = fields;
    this.seen = Collections.unmodifiableMap(fields);
  }

  /** Adds a field; an absent value adds none, as AWS leaves empty elements out. */
  Tree put(String name, @Nullable Object value) {
    if (value instanceof Instant time) {
      fields.put(name, TIME.format(time));
    } else if (value instanceof Tree) {
      fields.put(name, value);
    } else if (value != null) {
      fields.put(name, value.toString());
    }
    return this;
  }

  Tree list(String name, Collection<?> items) {
    fields.put(name, List.copyOf(items));
    return this;
  }

  /** A copy with one more field, so that remembered trees stay as they were. */
  public Tree withList(String name, Collection<?> items) {
    return new Tree(new LinkedHashMap<>(fields)).list(name, items);
  }

  /** A copy with one field less. */
  public Tree without(String name) {
    Map<String, Object> rest = new LinkedHashMap<>(fields);
    rest.remove(name);
    return new Tree(rest);
  }

  /** By name: texts, trees, and lists of either. */
  public Map<String, Object> fields() {
    return seen;
  }

  /** Every text found along {@code a/b/c}; lists on the way are entered. */
  Stream<String> values(String path) {
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    Object value = fields.get(name);
    Stream<?> found =
        switch (value) {
          case null -> Stream.empty();
          case List<?> items -> items.stream();
          default -> Stream.of(value);
        };
    if (slash < 0) {
      return found.filter(String.class::isInstance).map(String.class::cast);
    }
    String rest = path.substring(slash + 1);
    return found
        .filter(Tree.class::isInstance)
        .map(Tree.class::cast)
        .flatMap(child -> child.values(rest));
  }

  /** The trees in a list, none when there is no such list. */
  Stream<Tree> items(String name) {
    return fields.get(name) instanceof List<?> items
        ? items.stream().filter(Tree.class::isInstance).map(Tree.class::cast)
        : Stream.empty();
  }

  /** The one text at a path that is known to be there. */
  String text(String path) {
    return values(path).findFirst().orElse("");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tree tree && fields.equals(tree.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }
}
