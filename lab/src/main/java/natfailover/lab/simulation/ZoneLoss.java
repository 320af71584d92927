package natfailover.lab.simulation;

import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import natfailover.ReconcileFailed;
import natfailover.lab.benchmark.Bucket;
import natfailover.lab.region.Event;

/**
 * A zone is lost in which many fleets have a node, within the rates that AWS publishes for an
 * account's calls: how long until no route table leads nowhere.
 */
final class ZoneLoss implements Answering {
  /** So many times the floor, and ten minutes, may it take. */
  private static final int PATIENCE = 4;

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final World world;
  private final ManyFleets fleets;
  private final Delivery delivery;
  private final Lambda lambda;
  private CallBook book;
  private Optional<Throwable> collapse = Optional.empty();

  /** Who tells the controller of it. */
  enum Told {
    /** The schedule alone, once a minute. */
    BY_SWEEPS("told by sweeps alone"),
    /** Each node's own events, and the schedule. */
    BY_EVENTS("told by events");

    private final String words;

    Told(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * What came of it.
   *
   * @param tables that had to move
   * @param took from the first event, or the sweep's first call, to the last route that moved
   * @param floor what the published bucket alone asks for
   * @param left tables that still lead nowhere when patience was over
   */
  record Result(
      Told told,
      int fleets,
      int tables,
      Duration took,
      Duration floor,
      int left,
      int invocations,
      Map<String, Integer> calls,
      int throttled) {
    boolean pass() {
      return left == 0;
    }

    /** How many times the floor it took; 1 where the bucket covers all at once. */
    double ratio() {
      return floor.isZero() ? 1 : (double) took.toNanos() / floor.toNanos();
    }
  }

  private ZoneLoss(long seed, int fleets, int tables) {
    world = new World(seed, Trace.silent());
    lambda = new Lambda(world);
    book = new CallBook(world);
    this.fleets = new ManyFleets(world, fleets, tables);
    delivery = new Delivery(world, this, () -> false);
  }

  /** Lets it happen to so many fleets, each with so many tables in the zone. */
  static Result run(long seed, int fleets, int tables, Told told) {
    ZoneLoss loss = new ZoneLoss(seed, fleets, tables);
    try {
      loss.settle();
      return loss.lose(fleets, fleets * tables, told);
    } finally {
      loss.delivery.abandon();
    }
  }

  /** Until a sweep finds nothing to do: what nodes are told of their places takes a while. */
  private void settle() {
    int before;
    do {
      before = book.writes();
      pass(world.now().plus(Duration.ofMinutes(2)), Told.BY_SWEEPS);
    } while (book.writes() != before);
  }

  private Result lose(int number, int tables, Told told) {
    String zone = world.zones().getFirst();
    world.region().settings(settings -> settings.withThrottling(true));
    book = new CallBook(world);
    int before = delivery.invocations();
    Instant lost = world.now();
    world.region().zoneLost(zone);
    Duration floor = Bucket.PUBLISHED.turn(tables);
    Instant end = lost.plus(floor.multipliedBy(PATIENCE)).plus(Duration.ofMinutes(10));
    while (world.now().isBefore(end) && !fleets.dark(zone).isEmpty()) {
      pass(world.now().plus(LOOK), told);
    }
    Instant began =
        switch (told) {
          case BY_EVENTS -> lost;
          case BY_SWEEPS -> book.first().orElse(lost);
        };
    return new Result(
        told,
        number,
        tables,
        Duration.between(began, book.lastRoute().orElse(end)),
        floor,
        fleets.dark(zone).size(),
        delivery.invocations() - before,
        book.calls(),
        book.throttled());
  }

  private void pass(Instant end, Told told) {
    while (world.now().isBefore(end)) {
      world.step(end);
      for (Event event : world.region().takeEvents()) {
        if (told == Told.BY_EVENTS) {
          delivery.deliver(event);
        }
      }
      collapse.ifPresent(
          cause -> {
            throw new IllegalStateException("the controller's own code failed", cause);
          });
    }
  }

  @Override
  public boolean answers(Invocation invocation, Weather weather) {
    Optional<Throwable> failure =
        lambda.answer(invocation, book::call, OutputStream.nullOutputStream());
    failure.filter(cause -> !(cause instanceof ReconcileFailed)).ifPresent(this::collapsed);
    return failure.isEmpty();
  }

  private void collapsed(Throwable cause) {
    collapse = Optional.of(cause);
  }
}
