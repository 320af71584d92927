package natfailover.lab.region;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resources of one kind, in order of creation, as they are and as reads see them. */
final class Store<T extends Resource> {
  /** A resource as a Describe call sees it. */
  record View<T extends Resource>(T resource, Tree tree) {}

  private record Version<T extends Resource>(Instant since, @Nullable View<T> view) {}

  private final World world;
  private final Kind kind;
  private final @Nullable Lag lag;
  private final Map<String, T> live = new LinkedHashMap<>();
  private final Map<String, Deque<Version<T>>> versions = new LinkedHashMap<>();
  private boolean remembering;

  Store(World world, Kind kind, @Nullable Lag lag) {
    this.world = world;
    this.kind = kind;
    this.lag = lag;
    this.remembering = !lagging().isZero();
    world.register(this);
  }

  void add(T resource) {
    live.put(resource.id(), resource);
  }

  void remove(T resource) {
    live.remove(resource.id());
  }

  Collection<T> all() {
    return live.values();
  }

  Kind kind() {
    return kind;
  }

  /** How many items of a listing fit on a page, whatever the caller asks for. */
  int limit() {
    return world.settings().maximumPage();
  }

  Optional<T> find(String id) {
    return Optional.ofNullable(live.get(id));
  }

  /** The resource with this id, or the error AWS answers for a malformed or unknown one. */
  T get(String id) {
    kind.check(id);
    return find(id).orElseThrow(() -> kind.notFound(id));
  }

  List<View<T>> seen() {
    List<View<T>> views = new ArrayList<>();
    if (lagging().isZero()) {
      live.values().forEach(resource -> views.add(new View<>(resource, resource.tree())));
    } else {
      versions.values().forEach(past -> seenOf(past).ifPresent(views::add));
    }
    return views;
  }

  Optional<View<T>> seen(String id) {
    if (lagging().isZero()) {
      return find(id).map(resource -> new View<>(resource, resource.tree()));
    }
    return Optional.ofNullable(versions.get(id)).flatMap(this::seenOf);
  }

  /** Notes what has changed; costs nothing while reads do not lag. */
  void remember() {
    if (lagging().isZero()) {
      versions.clear();
      remembering = false;
      return;
    }
    // What there is when reads begin to lag has been seen all along.
    Instant since = remembering ? world.now() : Instant.MIN;
    remembering = true;
    live.values()
        .forEach(resource -> note(resource.id(), new View<>(resource, resource.tree()), since));
    versions.keySet().stream()
        .filter(id -> !live.containsKey(id))
        .forEach(id -> note(id, null, since));
    Instant horizon = world.now().minus(lagging());
    versions.values().forEach(past -> prune(past, horizon));
    versions.values().removeIf(past -> past.size() == 1 && past.getLast().view() == null);
  }

  private void note(String id, @Nullable View<T> view, Instant since) {
    Deque<Version<T>> past = versions.computeIfAbsent(id, _ -> new ArrayDeque<>());
    boolean same = !past.isEmpty() && sameTree(past.getLast().view(), view);
    if (!same) {
      past.addLast(new Version<>(since, view));
    }
  }

  private static boolean sameTree(@Nullable View<?> before, @Nullable View<?> after) {
    Optional<Tree> old = Optional.ofNullable(before).map(View::tree);
    return old.equals(Optional.ofNullable(after).map(View::tree));
  }

  private static <T extends Resource> void prune(Deque<Version<T>> past, Instant horizon) {
    while (past.size() > 1) {
      Version<T> oldest = past.removeFirst();
      if (past.getFirst().since().isAfter(horizon)) {
        past.addFirst(oldest);
        return;
      }
    }
  }

  private Optional<View<T>> seenOf(Deque<Version<T>> past) {
    Instant horizon = world.now().minus(lagging());
    @Nullable View<T> seen = null;
    for (Version<T> version : past) {
      if (!version.since().isAfter(horizon)) {
        seen = version.view();
      }
    }
    return Optional.ofNullable(seen);
  }

  private Duration lagging() {
    return lag == null ? Duration.ZERO : world.settings().lag(lag);
  }
}
