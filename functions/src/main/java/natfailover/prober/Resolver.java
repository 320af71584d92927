package natfailover.prober;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;

/** Turns names into IPv4 addresses; may hang, since nobody waits for it longer than a probe. */
@FunctionalInterface
interface Resolver {
  /**
   * The addresses of a name, at least one.
   *
   * @param within after which the answer is of no use
   * @throws IOException saying why there is none
   */
  List<Inet4Address> addresses(String name, Duration within) throws IOException;
}
