package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The prober against peers on real sockets, each with its own misconduct. */
final class ProberTest {
  /** Far more than anything that answers needs: who waits for it has waited for nothing. */
  private static final Duration LONG = Duration.ofSeconds(30);

  /** For what can only be told by waiting until the end. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final Resolver NO_NAMES =
      (name, _) -> {
        throw new IOException("there is no such name");
      };

  @Test
  void whoAcceptsAndSaysNothingHasAnswered() throws Exception {
    assertAnswersAtOnce(Peer.that(Peer::silence));
  }

  @Test
  void aProcessThatHangsHasAKernelThatAnswers() throws Exception {
    assertAnswersAtOnce(Peer.hung());
  }

  @Test
  void whoEndsTheConnectionAtOnceHasAnswered() throws Exception {
    assertAnswersAtOnce(Peer.that(Peer::fin));
  }

  @Test
  void whoResetsTheConnectionAtOnceHasAnswered() throws Exception {
    assertAnswersAtOnce(Peer.that(Peer::reset));
  }

  @Test
  void whoWaitsForARequestToEndTheConnectionIsNotWaitedFor() throws Exception {
    assertAnswersAtOnce(Peer.that(Peer::finAfterTheFirstByte));
  }

  @Test
  void whoWaitsForARequestToResetTheConnectionIsNotWaitedFor() throws Exception {
    assertAnswersAtOnce(Peer.that(Peer::resetAfterTheFirstByte));
  }

  @Test
  void whoTalksGarbageHasAnswered() throws Exception {
    assertAnswersAtOnce(Peer.that(Peer::garbage));
  }

  @Test
  void whoTalksOneByteAtATimeIsNotHeardOut() throws Exception {
    assertAnswersAtOnce(Peer.that(Peer::drip));
  }

  @Test
  void whoTalksWithoutEndIsNotHeardOut() throws Exception {
    assertAnswersAtOnce(Peer.that(Peer::endless));
  }

  @Test
  void aBlackHoleCostsTheBudgetAndNoMore() throws Exception {
    try (Peer hole = Peer.blackHole();
        Peer control = Peer.hung()) {
      ProbeReport report = probe(NO_NAMES, SHORT, control, hole.literal());
      assertThat(report.verdict()).isEqualTo(Verdict.NAT_DOWN);
      assertThat(outcomes(report)).containsExactly(Outcome.SILENT);
      assertThat(report.took()).isBetween(SHORT, SHORT.multipliedBy(10));
    }
  }

  @Test
  void manyBlackHolesCostNoMoreThanOne() throws Exception {
    try (Peer hole = Peer.blackHole()) {
      Target[] holes = {hole.literal(), hole.literal(), hole.literal(), hole.literal()};
      ProbeReport report = probe(NO_NAMES, SHORT, hole, holes);
      assertThat(report.verdict()).isEqualTo(Verdict.ZONE_DOWN);
      assertThat(report.took()).isBetween(SHORT, SHORT.multipliedBy(3));
    }
  }

  @Test
  void aRefusalMayComeFromNearbyAndProvesNothing() throws Exception {
    try (Peer refusing = Peer.refusing();
        Peer control = Peer.hung()) {
      ProbeReport report = probe(NO_NAMES, LONG, control, refusing.literal());
      assertThat(report.verdict()).isEqualTo(Verdict.NAT_DOWN);
      assertThat(outcomes(report)).containsExactly(Outcome.REFUSED);
      assertThat(report.took()).isLessThan(LONG.dividedBy(2));
    }
  }

  @Test
  void aRefusalByTheControlShowsThatTheZoneLives() throws Exception {
    try (Peer hole = Peer.blackHole();
        Peer control = Peer.refusing()) {
      assertThat(probe(NO_NAMES, SHORT, control, hole.literal()).verdict())
          .isEqualTo(Verdict.NAT_DOWN);
    }
  }

  @Test
  void whoIsToldThatThereIsNoWayHasNoAnswer() throws Exception {
    // Linux itself says so for this address, and sends nothing.
    Target nowhere =
        new Target("nowhere", 443, Optional.of(Inet4Address.ofLiteral("255.255.255.255")));
    try (Peer control = Peer.hung()) {
      ProbeReport report = probe(NO_NAMES, LONG, control, nowhere);
      assertThat(report.verdict()).isEqualTo(Verdict.NAT_DOWN);
      assertThat(outcomes(report)).containsExactly(Outcome.UNREACHABLE);
      assertThat(report.targets().getFirst().detail()).contains("255.255.255.255", "unreachable");
    }
  }

  @Test
  void aSiteThatIsDownIsToldFromTheRest() throws Exception {
    try (Peer site = Peer.hung();
        Peer hole = Peer.blackHole()) {
      ProbeReport report = probe(NO_NAMES, SHORT, site, site.literal(), hole.literal());
      assertThat(report.verdict()).isEqualTo(Verdict.SITE_DOWN);
      assertThat(outcomes(report)).containsExactly(Outcome.ACCEPTED, Outcome.SILENT);
      assertThat(report.sentence())
          .contains("The internet answers (" + site.literal() + " accepted")
          .contains("not every target does: " + hole.literal() + " silent");
    }
  }

  @Test
  void aSilentControlIsNotWaitedForWhenTheInternetAnswers() throws Exception {
    try (Peer site = Peer.hung();
        Peer hole = Peer.blackHole()) {
      ProbeReport report = probe(NO_NAMES, LONG, hole, site.literal());
      assertThat(report.verdict()).isEqualTo(Verdict.EGRESS);
      assertThat(report.control().outcome()).isEqualTo(Outcome.NOT_AWAITED);
      assertThat(report.took()).isLessThan(LONG.dividedBy(2));
    }
  }

  private static void assertAnswersAtOnce(Peer behaving) throws Exception {
    try (Peer peer = behaving) {
      ProbeReport report = probe(NO_NAMES, LONG, peer, peer.literal());
      assertThat(report.verdict()).isEqualTo(Verdict.EGRESS);
      assertThat(outcomes(report)).containsExactly(Outcome.ACCEPTED);
      assertThat(report.took()).isLessThan(LONG.dividedBy(2));
    }
  }

  private static ProbeReport probe(
      Resolver resolver, Duration budget, Peer control, Target... targets) throws IOException {
    return new Prober(resolver, _ -> true)
        .probe(new ProbeRequest(List.of(targets), control.literal(), budget));
  }

  private static List<Outcome> outcomes(ProbeReport report) {
    return report.targets().stream().map(Observation::outcome).toList();
  }
}
