package natfailover.lab.gameday;

import java.time.Duration;
import java.util.Optional;

/** Opens the load, and again where that alone had a node doubted or something did not open. */
final class Opening {
  /** From all open to the fault: replicas catch up, streams find their pace. */
  static final Duration QUIET = Duration.ofSeconds(2);

  private static final int TRIES = 3;

  private final Lab lab;
  private final Watch watch;
  private final Traffic traffic;
  private final Chronicle chronicle;
  private int unprovokedMoves;

  Opening(Lab lab, Watch watch, Traffic traffic, Chronicle chronicle) {
    this.lab = lab;
    this.watch = watch;
    this.traffic = traffic;
    this.chronicle = chronicle;
  }

  /**
   * Whether it is open in the end; why not is said to the watch.
   *
   * @param calm how long the network may take to come to rest, if it has to
   */
  boolean open(Stage stage, PacketSettings settings, Optional<Duration> calm) {
    for (int i = 0; i < TRIES; i++) {
      traffic.reset(lab.picture());
      boolean open = opened(stage, settings);
      watch.look(QUIET);
      boolean moved = !traffic.moved().isEmpty();
      if (open && !moved) {
        return rest(calm);
      }
      unprovokedMoves += moved ? 1 : 0;
      String why = moved ? "traffic moved while the load was opened" : "it did not open";
      chronicle.note(why + ": once more");
      stage.unload();
      if (!rest(calm)) {
        return false;
      }
    }
    watch.fail(
        "the load does not open, or its opening has nodes doubted time and again: this machine is"
            + " too busy, or the path is not there");
    return false;
  }

  /** Opening so much at once can starve a node on a busy machine until its peers doubt it. */
  private boolean opened(Stage stage, PacketSettings settings) {
    try {
      stage.load(settings.load(), settings.lightLoad());
      chronicle.note("the load is open");
      return true;
    } catch (IllegalStateException refused) {
      chronicle.note(String.valueOf(refused.getMessage()));
      return false;
    }
  }

  private boolean rest(Optional<Duration> calm) {
    return calm.map(patience -> watch.calm(patience, QUIET)).orElse(true);
  }

  /** How often traffic moved although nothing was broken. */
  int unprovokedMoves() {
    return unprovokedMoves;
  }
}
