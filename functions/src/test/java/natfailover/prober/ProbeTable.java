package natfailover.prober;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The prober against each misbehaving peer; measures it and prints a table for docs/prober.md. */
final class ProbeTable {
  private static final Duration BUDGET = Duration.ofMillis(1500);
  private static final int TIMES = 5;
  private static final String NAME = "site.example";

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** A line of the table: what the prober meets, and how it looks at that. */
  record Line(String what, Look look) {
    @Override
    public String toString() {
      return what;
    }
  }

  /** One probe, of peers of its own. */
  @FunctionalInterface
  interface Look {
    ProbeReport within(Duration budget) throws IOException;
  }

  @FunctionalInterface
  private interface Source {
    Peer peer() throws IOException;
  }

  private ProbeTable() {}

  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).contains("rehearsed")) {
      Rehearsal.run();
    }
    // As Lambda meets it: nothing of it has run before.
    ProbeReport first = alone("the first", Peer::hung).look().within(BUDGET);
    OUT.println("First probe of a JVM: " + first.took().toMillis() + " ms");
    OUT.println();
    OUT.println("| the peer | outcome | verdict | milliseconds |");
    OUT.println("|---|---|---|---:|");
    for (Line line : lines()) {
      measure(line);
    }
  }

  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(alone("accepts, then is silent", () -> Peer.that(Peer::silence)));
    lines.add(alone("process hangs, kernel accepts", Peer::hung));
    lines.add(alone("FIN at once", () -> Peer.that(Peer::fin)));
    lines.add(alone("RST at once", () -> Peer.that(Peer::reset)));
    lines.add(alone("FIN after the first byte", () -> Peer.that(Peer::finAfterTheFirstByte)));
    lines.add(alone("RST after the first byte", () -> Peer.that(Peer::resetAfterTheFirstByte)));
    lines.add(alone("garbage", () -> Peer.that(Peer::garbage)));
    lines.add(alone("one byte every 20 ms", () -> Peer.that(Peer::drip)));
    lines.add(alone("talks without end", () -> Peer.that(Peer::endless)));
    lines.add(alone("refuses (RST to the SYN)", Peer::refusing));
    lines.add(new Line("the kernel says that there is no way to it", ProbeTable::nowhere));
    lines.add(alone("black hole", Peer::blackHole));
    lines.add(beside("refuses, another target accepts", Peer::refusing));
    lines.add(beside("black hole, another target accepts", Peer::blackHole));
    lines.add(new Line("name with two addresses, the first dead", ProbeTable::twoAddresses));
    lines.add(named("name does not resolve, an address accepts", nobody()));
    lines.add(named("resolver hangs, an address accepts", hanging()));
    lines.add(new Line("name server is silent, an address accepts", ProbeTable::unheard));
    lines.add(new Line("black hole, and the control too", ProbeTable::noneAtAll));
    return lines;
  }

  private static Line alone(String what, Source source) {
    return new Line(
        what,
        budget -> {
          try (Peer peer = source.peer();
              Peer control = Peer.hung()) {
            return probe(nobody(), budget, control, peer.literal());
          }
        });
  }

  private static Line beside(String what, Source source) {
    return new Line(
        what,
        budget -> {
          try (Peer peer = source.peer();
              Peer site = Peer.hung()) {
            return probe(nobody(), budget, site, peer.literal(), site.literal());
          }
        });
  }

  private static Line named(String what, Resolver resolver) {
    return new Line(
        what,
        budget -> {
          try (Peer site = Peer.hung()) {
            return probe(resolver, budget, site, site.named(NAME), site.literal());
          }
        });
  }

  /** Linux itself says so for this address, and sends nothing. */
  private static ProbeReport nowhere(Duration budget) throws IOException {
    Inet4Address all = Inet4Address.ofLiteral("255.255.255.255");
    try (Peer control = Peer.hung()) {
      return probe(nobody(), budget, control, new Target("nowhere", 443, Optional.of(all)));
    }
  }

  private static ProbeReport twoAddresses(Duration budget) throws IOException {
    Resolver two = (_, _) -> Peer.addresses(Peer.ELSEWHERE, Peer.HERE);
    try (Peer site = Peer.hung();
        Peer dead = Peer.blackHole(Peer.ELSEWHERE, site.port())) {
      return probe(two, budget, site, dead.named(NAME));
    }
  }

  private static ProbeReport unheard(Duration budget) throws IOException {
    try (NameServer silent = new NameServer((_, _) -> List.of())) {
      Resolver resolver = new DnsResolver(() -> List.of(silent.address()));
      return named("", resolver).look().within(budget);
    }
  }

  private static ProbeReport noneAtAll(Duration budget) throws IOException {
    try (Peer hole = Peer.blackHole()) {
      return probe(nobody(), budget, hole, hole.literal());
    }
  }

  private static ProbeReport probe(
      Resolver resolver, Duration budget, Peer control, Target... targets) throws IOException {
    return new Prober(resolver, _ -> true)
        .probe(new ProbeRequest(List.of(targets), control.literal(), budget));
  }

  private static Resolver nobody() {
    return (_, _) -> {
      throw new UnknownHostException("there is no such name");
    };
  }

  private static Resolver hanging() {
    CountDownLatch never = new CountDownLatch(1);
    return (_, _) -> {
      try {
        never.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
      return List.of();
    };
  }

  private static void measure(Line line) throws IOException {
    List<ProbeReport> reports = new ArrayList<>();
    List<Long> took = new ArrayList<>();
    for (int time = 0; time < TIMES; time++) {
      ProbeReport report = line.look().within(BUDGET);
      reports.add(report);
      took.add(report.took().toNanos());
    }
    if (reports.stream().map(ProbeReport::verdict).distinct().count() != 1) {
      throw new IllegalStateException(line + " has several verdicts: " + reports);
    }
    Collections.sort(took);
    OUT.println("%s %.1f |".formatted(seen(line, reports.getLast()), took.get(TIMES / 2) / 1e6));
  }

  /** A line's cells but the last. */
  static String seen(Line line, ProbeReport report) {
    return "| %s | %s | **%s** |"
        .formatted(line, report.targets().getFirst().outcome().word(), report.verdict().word());
  }
}
