package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The prober and names: dead addresses, dead DNS, a resolver that hangs. */
final class ProberNamesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void oneLiveAddressOfANameIsEnough() throws Exception {
    try (Peer site = Peer.hung();
        Peer dead = Peer.blackHole(Peer.ELSEWHERE, site.port())) {
      assertThat(dead.port()).isEqualTo(site.port());
      Resolver resolver = (_, _) -> Peer.addresses(Peer.ELSEWHERE, Peer.HERE);
      ProbeReport report = probe(resolver, LONG, site, site.named("site.example"));
      assertThat(report.verdict()).isEqualTo(Verdict.EGRESS);
      assertThat(report.took()).isLessThan(LONG.dividedBy(2));
      assertThat(report.targets().getFirst().detail())
          .isEqualTo("127.0.0.2 silent, 127.0.0.1 accepts");
    }
  }

  @Test
  void aNameWithOneAddressThatRefusesIsWaitedForWhileAnotherIsSilent() throws Exception {
    try (Peer refusing = Peer.refusing();
        Peer dead = Peer.blackHole(Peer.ELSEWHERE, refusing.port())) {
      Resolver resolver = (_, _) -> Peer.addresses(Peer.HERE, Peer.ELSEWHERE);
      ProbeReport report = probe(resolver, SHORT, refusing, dead.named("site.example"));
      assertThat(report.targets().getFirst().outcome()).isEqualTo(Outcome.SILENT);
      assertThat(report.took()).isGreaterThanOrEqualTo(SHORT);
    }
  }

  @Test
  void whenNoNameResolvesButAnAddressAnswersDnsIsDown() throws Exception {
    Resolver resolver =
        (_, _) -> {
          throw new UnknownHostException("the name server answers with error code 2");
        };
    try (Peer site = Peer.hung()) {
      ProbeReport report = probe(resolver, LONG, site, site.named("site.example"), site.literal());
      assertThat(report.verdict()).isEqualTo(Verdict.DNS_DOWN);
      assertThat(report.targets().getFirst().detail()).contains("error code 2");
      assertThat(report.took()).isLessThan(LONG.dividedBy(2));
    }
  }

  @Test
  void oneNameThatDoesNotExistIsThatSitesOwnTrouble() throws Exception {
    Resolver resolver =
        (name, _) -> {
          if (name.equals("gone.example")) {
            throw new UnknownHostException("there is no such name");
          }
          return Peer.addresses(Peer.HERE);
        };
    try (Peer site = Peer.hung()) {
      ProbeReport report =
          probe(resolver, LONG, site, site.named("site.example"), site.named("gone.example"));
      assertThat(report.verdict()).isEqualTo(Verdict.SITE_DOWN);
    }
  }

  @Test
  void aResolverThatHangsCostsTheBudgetAndNoMore() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Resolver resolver = (_, _) -> hang(never);
    try (Peer site = Peer.hung()) {
      ProbeReport report = probe(resolver, SHORT, site, site.named("site.example"), site.literal());
      assertThat(report.verdict()).isEqualTo(Verdict.DNS_DOWN);
      assertThat(report.took()).isBetween(SHORT, SHORT.multipliedBy(10));
      assertThat(report.targets().getFirst().detail()).contains("did not answer in time");
    } finally {
      never.countDown();
    }
  }

  @Test
  void aLookupThatStillHangsDoesNotHoldUpTheNextProbe() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Resolver resolver =
        (_, _) -> asked.incrementAndGet() == 1 ? hang(never) : Peer.addresses(Peer.HERE);
    Prober prober = new Prober(resolver, _ -> true);
    try (Peer site = Peer.hung()) {
      List<Target> targets = List.of(site.named("site.example"));
      prober.probe(new ProbeRequest(targets, site.literal(), SHORT));
      ProbeReport next = prober.probe(new ProbeRequest(targets, site.literal(), LONG));
      assertThat(next.verdict()).isEqualTo(Verdict.EGRESS);
      assertThat(next.took()).isLessThan(LONG.dividedBy(2));
    } finally {
      never.countDown();
    }
  }

  @Test
  void aResolverThatBreaksIsNoMoreThanANameThatDoesNotResolve() throws Exception {
    Resolver resolver =
        (_, _) -> {
          throw new IllegalStateException("broken");
        };
    try (Peer site = Peer.hung()) {
      ProbeReport report = probe(resolver, LONG, site, site.named("site.example"), site.literal());
      assertThat(report.verdict()).isEqualTo(Verdict.DNS_DOWN);
    }
  }

  @Test
  void aNameThatLeadsNearbyIsNotDialled() throws Exception {
    Resolver resolver = (_, _) -> Peer.addresses(Peer.HERE);
    try (Peer site = Peer.hung()) {
      ProbeReport report =
          new Prober(resolver, Internet::holds)
              .probe(new ProbeRequest(List.of(site.named("site.example")), site.literal(), LONG));
      assertThat(report.targets().getFirst().outcome()).isEqualTo(Outcome.PRIVATE);
      assertThat(report.verdict()).isEqualTo(Verdict.NAT_DOWN);
    }
  }

  private static List<Inet4Address> hang(CountDownLatch never) {
    boolean hanging = true;
    while (hanging) {
      try {
        never.await();
        hanging = false;
      } catch (InterruptedException _) {
        // Deaf to interrupts, as a call into the C library is.
      }
    }
    return List.of();
  }

  private static ProbeReport probe(
      Resolver resolver, Duration budget, Peer control, Target... targets) throws IOException {
    return new Prober(resolver, _ -> true)
        .probe(new ProbeRequest(List.of(targets), control.literal(), budget));
  }
}
