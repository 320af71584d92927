package natfailover.lab.simulation;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened in a life, a line each: printed while it is lived again, else only counted. */
final class Trace {
  private final @Nullable PrintWriter out;
  private long digest = 1;

  private Trace(@Nullable PrintWriter out) {
    this.out = out;
  }

  static Trace silent() {
    return new Trace(null);
  }

  static Trace to(PrintWriter out) {
    return new Trace(out);
  }

  void note(Instant at, String what) {
    Duration since = Duration.between(World.START, at);
    digest = digest * 31 + since.toNanos();
    digest = digest * 31 + what.hashCode();
    PrintWriter to = out;
    if (to != null) {
      to.printf(
          "%3d:%02d:%02d.%03d  %s%n",
          since.toHours(),
          since.toMinutesPart(),
          since.toSecondsPart(),
          since.toMillisPart(),
          what);
    }
  }

  /** The same for lives that went the same way. */
  long digest() {
    return digest;
  }
}
