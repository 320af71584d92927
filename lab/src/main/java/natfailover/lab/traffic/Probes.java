package natfailover.lab.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one program of each host does besides its connections: new ones, names, datagrams. */
final class Probes {
  private static final Duration WARM_UP = Duration.ofMillis(500);
  private static final Duration NAME_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration IN_FLIGHT = Duration.ofMillis(100);

  private final NearSetup setup;
  private final Attempts connections;
  private final Attempts queries;
  private final NearDatagrams datagrams;

  private Probes(NearSetup setup) throws IOException {
    this.setup = setup;
    datagrams =
        new NearDatagrams(server(Ports.DATAGRAMS), setup.host(), setup.datagramsPerSecond());
    connections =
        new Attempts(
            new HttpTarget(),
            server(Ports.HTTP),
            Duration.ofMillis(setup.attemptMillis()),
            Duration.ofMillis(setup.timeoutMillis()));
    queries =
        new Attempts(
            new NameTarget(),
            server(Ports.DNS),
            Duration.ofSeconds(1).dividedBy(setup.queriesPerSecond()),
            NAME_TIMEOUT);
  }

  /** Starts all; what happens while this JVM is still warming up does not count. */
  static Probes start(NearSetup setup) throws IOException, InterruptedException {
    Probes probes = new Probes(setup);
    probes.datagrams.begin();
    TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
    probes.connections.forget();
    probes.queries.forget();
    return probes;
  }

  /** Ends all, and waits for what is still under way. */
  void quiet() throws InterruptedException {
    datagrams.quiet();
    connections.quiet();
    queries.quiet();
    TimeUnit.NANOSECONDS.sleep(IN_FLIGHT.toNanos());
  }

  NearReport report(List<KindReport> flows, List<Fate> fates, long mark) {
    return new NearReport(
        setup.host(),
        flows,
        fates,
        connections.report(setup.host(), mark),
        queries.report(setup.host(), mark),
        datagrams.counts(mark));
  }

  private InetSocketAddress server(int port) {
    return new InetSocketAddress(setup.server(), port);
  }
}
