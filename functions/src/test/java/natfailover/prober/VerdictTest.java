package natfailover.prober;

import static natfailover.prober.Outcome.ACCEPTED;
import static natfailover.prober.Outcome.PRIVATE;
import static natfailover.prober.Outcome.REFUSED;
import static natfailover.prober.Outcome.SILENT;
import static natfailover.prober.Outcome.UNREACHABLE;
import static natfailover.prober.Outcome.UNRESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of verdicts, one test a row; where a row has an edge, one each side. */
final class VerdictTest {
  @Test
  void whenAllTargetsAcceptThereIsEgress() {
    assertThat(verdict(ACCEPTED, address(ACCEPTED), name(ACCEPTED))).isEqualTo(Verdict.EGRESS);
  }

  @Test
  void theControlHasNoSayWhenTheInternetAnswers() {
    assertThat(verdict(SILENT, address(ACCEPTED))).isEqualTo(Verdict.EGRESS);
    assertThat(verdict(SILENT, address(ACCEPTED), address(SILENT))).isEqualTo(Verdict.SITE_DOWN);
  }

  @Test
  void whenSomeAcceptAndNoNameResolvesDnsIsDown() {
    assertThat(verdict(ACCEPTED, address(ACCEPTED), name(UNRESOLVED), name(UNRESOLVED)))
        .isEqualTo(Verdict.DNS_DOWN);
    assertThat(verdict(ACCEPTED, address(ACCEPTED), address(SILENT), name(UNRESOLVED)))
        .isEqualTo(Verdict.DNS_DOWN);
  }

  @Test
  void whenSomeAcceptTheRestAreSitesThatAreDown() {
    assertThat(verdict(ACCEPTED, address(ACCEPTED), name(SILENT))).isEqualTo(Verdict.SITE_DOWN);
    assertThat(verdict(ACCEPTED, address(REFUSED), address(ACCEPTED))).isEqualTo(Verdict.SITE_DOWN);
  }

  @Test
  void dnsWorksWhenOneNameOfSeveralResolves() {
    assertThat(verdict(ACCEPTED, address(ACCEPTED), name(SILENT), name(UNRESOLVED)))
        .isEqualTo(Verdict.SITE_DOWN);
    assertThat(verdict(ACCEPTED, address(ACCEPTED), name(PRIVATE), name(UNRESOLVED)))
        .isEqualTo(Verdict.SITE_DOWN);
  }

  @Test
  void whenOnlyTheControlAnswersNatIsDown() {
    assertThat(verdict(ACCEPTED, address(SILENT), name(SILENT))).isEqualTo(Verdict.NAT_DOWN);
    assertThat(verdict(REFUSED, address(SILENT), name(SILENT))).isEqualTo(Verdict.NAT_DOWN);
  }

  @Test
  void refusalsAndNamesWithoutAddressDoNotShowThatNatWorks() {
    assertThat(verdict(ACCEPTED, address(REFUSED), address(UNREACHABLE), name(UNRESOLVED)))
        .isEqualTo(Verdict.NAT_DOWN);
    assertThat(verdict(ACCEPTED, name(PRIVATE))).isEqualTo(Verdict.NAT_DOWN);
  }

  @Test
  void whenNotEvenTheControlAnswersTheZoneIsDown() {
    assertThat(verdict(SILENT, address(SILENT), name(UNRESOLVED))).isEqualTo(Verdict.ZONE_DOWN);
    assertThat(verdict(UNREACHABLE, address(REFUSED))).isEqualTo(Verdict.ZONE_DOWN);
  }

  private static Verdict verdict(Outcome control, Observation... targets) {
    return Verdict.of(List.of(targets), control);
  }

  static Observation address(Outcome outcome) {
    return seen("1.1.1.1", outcome);
  }

  static Observation name(Outcome outcome) {
    return seen("site.example", outcome);
  }

  private static Observation seen(String host, Outcome outcome) {
    Target target = Target.parse(host).orElseThrow();
    return new Observation(target, outcome, Duration.ofMillis(7), "in words");
  }
}
