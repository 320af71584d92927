package natfailover.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Something on the internet that can be asked anew. */
@FunctionalInterface
interface Target {
  /** Asks; returns the address by which the far end saw us, or throws. */
  String ask(InetSocketAddress server, Duration timeout) throws IOException;
}
