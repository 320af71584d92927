package natfailover.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Holds the writes of each API to the rate that AWS publishes for them: 50 at once, then 5 a second
 * (EC2 developer guide, «Request throttling for the Amazon EC2 API»). Without it, writes beyond the
 * bucket are refused and some run out of retries.
 */
final class Pacer {
  /** So many writes of one API may go at once. */
  static final int BUCKET = 50;

  /** One more may go after each of these. */
  static final Duration REFILL = Duration.ofMillis(200);

  private final Map<String, Queue> queues = new HashMap<>();
  private int taken;

  /** One call's place among the calls of its API: the earlier taken, the more important. */
  static final class Ticket {
    private final Queue queue;
    private final int rank;
    private Instant goesAt;

    private Ticket(Queue queue, int rank, Instant goesAt) {
      this.queue = queue;
      this.rank = rank;
      this.goesAt = goesAt;
    }

    private int rank() {
      return rank;
    }
  }

  private static final class Queue {
    private final TreeSet<Ticket> waiting = new TreeSet<>(Comparator.comparingInt(Ticket::rank));
    private Instant fullAt;

    Queue(Instant now) {
      this.fullAt = now;
    }
  }

  /** Takes one token. */
  synchronized Ticket take(String api, Instant now) {
    Queue queue = queues.computeIfAbsent(api, _ -> new Queue(now));
    Instant full = later(queue.fullAt, now);
    queue.fullAt = full.plus(REFILL);
    Instant goesAt = later(full.minus(REFILL.multipliedBy(BUCKET - 1)), now);
    Ticket ticket = new Ticket(queue, taken++, goesAt);
    queue.waiting.add(ticket);
    return ticket;
  }

  /** When the call may go, as things stand; a refusal of another may put it off. */
  synchronized Instant goesAt(Ticket ticket) {
    return ticket.goesAt;
  }

  /** The call goes, or never will. */
  synchronized void leaves(Ticket ticket) {
    ticket.queue.waiting.remove(ticket);
  }

  /**
   * AWS refused the call since the bucket is empty: somebody else draws on it too. It queues again,
   * and all that wait go at the pace of the refill from now on, the most important first.
   */
  synchronized void refused(Ticket ticket, Instant now) {
    Queue queue = ticket.queue;
    queue.waiting.add(ticket);
    Instant slot = now;
    for (Ticket next : queue.waiting) {
      slot = slot.plus(REFILL);
      next.goesAt = slot;
    }
    queue.fullAt = slot.plus(REFILL.multipliedBy(BUCKET));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
