package natfailover.prober;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way to one target: its name is looked up, all its addresses are dialled, the best counts. */
final class Pursuit {
  /** A name may have dozens of addresses; these many tell enough. */
  private static final int MOST_ADDRESSES = 8;

  private final Target target;
  private final Selector selector;
  private final long began;
  private final List<Dial> dials = new ArrayList<>();
  private Optional<Observation> settled = Optional.empty();

  Pursuit(Target target, Selector selector, long began) {
    this.target = target;
    this.selector = selector;
    this.began = began;
  }

  Target target() {
    return target;
  }

  /** Dials all at once, so that a dead one costs nothing when another lives. */
  void dial(List<Inet4Address> addresses) throws IOException {
    for (Inet4Address address : addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES))) {
      dials.add(new Dial(this, address, target.port()));
    }
    for (Dial dial : dials) {
      if (!settled()) {
        dial.start(selector);
      }
    }
  }

  /** One of the dials has come to its end. */
  void ended() {
    if (settled()) {
      return;
    }
    boolean accepted = dials.stream().anyMatch(dial -> dial.outcome() == Outcome.ACCEPTED);
    boolean refused = dials.stream().anyMatch(dial -> dial.outcome() == Outcome.REFUSED);
    boolean open = dials.stream().anyMatch(dial -> dial.outcome() == Outcome.SILENT);
    if (accepted) {
      settle(Outcome.ACCEPTED, words());
    } else if (!open) {
      settle(refused ? Outcome.REFUSED : Outcome.UNREACHABLE, words());
    }
  }

  void settle(Outcome outcome, String detail) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    settled = Optional.of(new Observation(target, outcome, took, detail));
    abandon();
  }

  boolean settled() {
    return settled.isPresent();
  }

  boolean accepted() {
    return settled.filter(it -> it.outcome() == Outcome.ACCEPTED).isPresent();
  }

  /**
   * What came of it.
   *
   * @param otherwise what it is called when nothing has come yet
   */
  Observation seen(Outcome otherwise) {
    return settled.orElseGet(
        () -> {
          Duration waited = Duration.ofNanos(System.nanoTime() - began);
          return dials.isEmpty()
              ? new Observation(
                  target, Outcome.UNRESOLVED, waited, "the resolver did not answer in time")
              : new Observation(target, otherwise, waited, words());
        });
  }

  /** Lets go of all connections; what still comes is of no use. */
  void abandon() {
    dials.forEach(Dial::close);
  }

  private String words() {
    return String.join(", ", dials.stream().map(Dial::words).toList());
  }
}
