package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the environment and a request may say. */
final class ProbeRequestTest {
  private static final ProbeRequest USUAL = ProbeRequest.from(Map.of());

  @Test
  void withoutSettingsTheUsualHolds() {
    assertThat(ProbeRequest.from(Map.of("PROBE_TARGETS", " ", "PATH", "/bin"))).isEqualTo(USUAL);
    assertThat(USUAL.targets())
        .extracting(Target::toString)
        .containsExactly("1.1.1.1:443", "8.8.8.8:443", "checkip.amazonaws.com:443");
    assertThat(USUAL.control()).hasToString("169.254.169.253:53");
    assertThat(USUAL.budget()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void eachSettingIsTaken() {
    ProbeRequest set =
        ProbeRequest.from(
            Map.of(
                "PROBE_TARGETS", "192.0.2.1:80, site.example",
                "PROBE_CONTROL", "10.0.0.2:53",
                "PROBE_BUDGET_MILLIS", " 700 "));
    assertThat(set.targets())
        .extracting(Target::toString)
        .containsExactly("192.0.2.1:80", "site.example:443");
    assertThat(set.control()).hasToString("10.0.0.2:53");
    assertThat(set.budget()).isEqualTo(Duration.ofMillis(700));
  }

  @Test
  void allFaultsOfTheEnvironmentAreNamedTogether() {
    assertThatThrownBy(
            () ->
                ProbeRequest.from(
                    Map.of(
                        "PROBE_TARGETS", "1.1.1.1,,10.0.0.1:80,1.1.1.1:443",
                        "PROBE_CONTROL", "resolver.example",
                        "PROBE_BUDGET_MILLIS", "1.5 s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "wrong settings: "
                + "PROBE_TARGETS[1] is '', allowed: an IPv4 address or a name, with or without"
                + " :port (443); "
                + "PROBE_TARGETS[2] is '10.0.0.1:80', which is not reached through NAT; "
                + "PROBE_TARGETS[3] is '1.1.1.1:443', which is there already; "
                + "PROBE_CONTROL is 'resolver.example', allowed: an IPv4 address with or without"
                + " :port (443); "
                + "PROBE_BUDGET_MILLIS is '1.5 s', allowed: whole milliseconds from 50 to 10000");
  }

  @Test
  void anEmptyRequestIsTheUsualOne() {
    assertThat(ProbeRequest.read(" {} ", USUAL)).isEqualTo(USUAL);
  }

  @Test
  void aRequestSetsWhatItNames() {
    ProbeRequest read =
        ProbeRequest.read(
            "{\"budgetMillis\": 50, \"targets\": [\"192.0.2.1\", \"site.example:80\"]}", USUAL);
    assertThat(read.budget()).isEqualTo(Duration.ofMillis(50));
    assertThat(read.targets())
        .extracting(Target::toString)
        .containsExactly("192.0.2.1:443", "site.example:80");
    assertThat(read.control()).isEqualTo(USUAL.control());
    assertThat(ProbeRequest.read("{\"control\": \"10.0.0.2:53\"}", USUAL).control())
        .hasToString("10.0.0.2:53");
  }

  @Test
  void allFaultsOfARequestAreNamedTogether() {
    assertFaults(
        "{\"target\": [], \"targets\": [7, \"1.1.1.1\"], \"control\": null, \"budgetMillis\": 49}",
        "is wrong: target is no field; allowed: targets, control, budgetMillis; "
            + "targets[0] is '7', allowed: an IPv4 address or a name, with or without :port (443); "
            + "control is 'null', allowed: an IPv4 address or a name, with or without :port (443); "
            + "budgetMillis is '49', allowed: whole milliseconds from 50 to 10000");
  }

  @Test
  void oneTargetAloneCannotTellASiteFromNat() {
    assertFaults("{\"targets\": [\"1.1.1.1\"]}", "is wrong: targets has 1, allowed are 2 to 8");
  }

  @Test
  void namesAloneCannotTellDnsFromNat() {
    assertFaults(
        "{\"targets\": [\"a.example\", \"b.example\"]}",
        "is wrong: targets has names only, but without an IPv4 address a dead DNS looks like a"
            + " dead NAT");
  }

  @Test
  void otherShapesAreRefused() {
    assertFaults("{\"targets\": \"1.1.1.1\"}", "is wrong: targets is '1.1.1.1', allowed: a list");
    assertFaults("{\"budgetMillis\": \"700\"}", "is wrong: budgetMillis is '700'");
    assertFaults("{\"budgetMillis\": 10001}", "is wrong: budgetMillis is '10001'");
    assertFaults("[]", "is no JSON object; allowed fields: targets, control, budgetMillis");
    assertFaults("", "is no JSON: at character 1 there should be a value");
  }

  private static void assertFaults(String payload, String message) {
    assertThatThrownBy(() -> ProbeRequest.read(payload, USUAL))
        .isInstanceOf(BadRequest.class)
        .hasMessageStartingWith("the request " + message);
  }
}
