package natfailover.prober;

import java.io.IOException;
import java.io.PrintStream;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Measures the prober against each misbehaving peer and prints a table for the documentation. */
final class ProbeTable {
  private static final Duration BUDGET = Duration.ofMillis(1500);
  private static final int TIMES = 5;
  private static final String NAME = "site.example";

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** A way to get a peer; each measurement has its own. */
  @FunctionalInterface
  private interface Source {
    Peer peer() throws IOException;
  }

  private ProbeTable() {}

  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).contains("rehearsed")) {
      Rehearsal.run();
    }
    new ProbeTable().print();
  }

  private void print() throws IOException {
    out.println("First probe of a JVM: " + millis(first()) + " ms");
    out.println();
    out.println("| the peer | outcome | verdict | milliseconds |");
    out.println("|---|---|---|---:|");
    alone("accepts, then is silent", () -> Peer.that(Peer::silence));
    alone("process hangs, kernel accepts", Peer::hung);
    alone("FIN at once", () -> Peer.that(Peer::fin));
    alone("RST at once", () -> Peer.that(Peer::reset));
    alone("FIN after the first byte", () -> Peer.that(Peer::finAfterTheFirstByte));
    alone("RST after the first byte", () -> Peer.that(Peer::resetAfterTheFirstByte));
    alone("garbage", () -> Peer.that(Peer::garbage));
    alone("one byte every 20 ms", () -> Peer.that(Peer::drip));
    alone("talks without end", () -> Peer.that(Peer::endless));
    alone("refuses (RST to the SYN)", Peer::refusing);
    alone("black hole", Peer::blackHole);
    beside("refuses, another target accepts", Peer::refusing);
    beside("black hole, another target accepts", Peer::blackHole);
    names();
    try (Peer hole = Peer.blackHole()) {
      row("black hole, and the control too", nobody(), List.of(hole.literal()), hole);
    }
  }

  /** As Lambda meets it: nothing of it has run before. */
  private static ProbeReport first() throws IOException {
    try (Peer site = Peer.hung()) {
      return probe(nobody(), List.of(site.literal()), site);
    }
  }

  private void alone(String what, Source source) throws IOException {
    try (Peer peer = source.peer();
        Peer control = Peer.hung()) {
      row(what, nobody(), List.of(peer.literal()), control);
    }
  }

  private void beside(String what, Source source) throws IOException {
    try (Peer peer = source.peer();
        Peer site = Peer.hung()) {
      row(what, nobody(), List.of(peer.literal(), site.literal()), site);
    }
  }

  private void names() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Resolver hanging =
        (_, _) -> {
          try {
            never.await();
          } catch (InterruptedException stopped) {
            throw new IOException(stopped);
          }
          return List.of();
        };
    try (Peer site = Peer.hung();
        Peer dead = Peer.blackHole(Peer.ELSEWHERE, site.port());
        NameServer silent = new NameServer((_, _) -> List.of())) {
      Resolver two = (_, _) -> Peer.addresses(Peer.ELSEWHERE, Peer.HERE);
      row("name with two addresses, the first dead", two, List.of(dead.named(NAME)), site);
      List<Target> both = List.of(site.named(NAME), site.literal());
      row("name does not resolve, an address accepts", nobody(), both, site);
      row("resolver hangs, an address accepts", hanging, both, site);
      Resolver unheard = new DnsResolver(() -> List.of(silent.address()));
      row("name server is silent, an address accepts", unheard, both, site);
    }
  }

  private void row(String what, Resolver resolver, List<Target> targets, Peer control)
      throws IOException {
    List<ProbeReport> reports = new ArrayList<>();
    List<Long> took = new ArrayList<>();
    for (int time = 0; time < TIMES; time++) {
      ProbeReport report = probe(resolver, targets, control);
      reports.add(report);
      took.add(report.took().toNanos());
    }
    if (reports.stream().map(ProbeReport::verdict).distinct().count() != 1) {
      throw new IllegalStateException(what + " has several verdicts: " + reports);
    }
    Collections.sort(took);
    ProbeReport last = reports.getLast();
    out.printf(
        "| %s | %s | **%s** | %.1f |%n",
        what,
        last.targets().getFirst().outcome().word(),
        last.verdict().word(),
        took.get(TIMES / 2) / 1e6);
  }

  private static ProbeReport probe(Resolver resolver, List<Target> targets, Peer control)
      throws IOException {
    return new Prober(resolver, _ -> true)
        .probe(new ProbeRequest(targets, control.literal(), BUDGET));
  }

  private static Resolver nobody() {
    return (_, _) -> {
      throw new UnknownHostException("there is no such name");
    };
  }

  private static String millis(ProbeReport report) {
    return String.valueOf(report.took().toMillis());
  }
}
