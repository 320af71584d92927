package natfailover.prober;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.function.Predicate;

/** Looks from here whether the internet answers, within a given time. */
final class Prober {
  private final Resolver resolver;
  private final Predicate<Inet4Address> internet;

  /**
   * @param internet which of the addresses that a name leads to count
   */
  Prober(Resolver resolver, Predicate<Inet4Address> internet) {
    this.resolver = resolver;
    this.internet = internet;
  }

  static Prober live() {
    return new Prober(DnsResolver.live(), Internet::holds);
  }

  /**
   * Probes all targets at once.
   *
   * @throws IOException when this machine itself cannot look; that is no verdict
   */
  ProbeReport probe(ProbeRequest request) throws IOException {
    try (Round round = new Round(request, resolver, internet)) {
      return round.run();
    }
  }
}
