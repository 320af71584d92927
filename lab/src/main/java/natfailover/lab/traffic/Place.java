package natfailover.lab.traffic;

import java.io.IOException;
import java.util.List;

/** Somewhere that programs can be started: a namespace, or this very machine. */
@FunctionalInterface
public interface Place {
  /** Starts a command there with pipes for its standard streams. */
  Process start(List<String> words) throws IOException;
}
