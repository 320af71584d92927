package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is a target, and what is on the internet. */
final class TargetTest {
  @Test
  void thePortIs443UnlessGiven() {
    assertThat(Target.parse(" 1.1.1.1 ").orElseThrow()).hasToString("1.1.1.1:443");
    assertThat(Target.parse("site.example:80").orElseThrow()).hasToString("site.example:80");
  }

  @Test
  void anAddressIsToldFromAName() {
    assertThat(Target.parse("255.1.0.9").orElseThrow().address())
        .contains(Inet4Address.ofLiteral("255.1.0.9"));
    assertThat(Target.parse("1.1.1.1.example").orElseThrow().isLiteral()).isFalse();
    assertThat(Target.parse("_svc.a-b.example.").orElseThrow().isLiteral()).isFalse();
  }

  @Test
  void whatIsNeitherIsNoTarget() {
    assertThat(
            List.of(
                "",
                ":443",
                "1.1.1.256",
                "1.1.1",
                "1.1.1.1.",
                "01.1.1.1",
                "example.1",
                "-a.example",
                "a..example",
                "a b.example",
                "https://site.example",
                "site.example:",
                "site.example:0",
                "site.example:65536",
                "[2001:db8::1]:443",
                "2001:db8::1",
                "a".repeat(64) + ".example",
                "a.".repeat(127) + "example"))
        .allSatisfy(text -> assertThat(Target.parse(text)).as(text).isEmpty());
  }

  @Test
  void whatIsAnsweredNearbyIsNotTheInternet() {
    assertThat(
            Peer.addresses(
                "0.0.0.0",
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.253",
                "224.0.0.1",
                "255.255.255.255"))
        .noneMatch(Internet::holds);
    assertThat(
            Peer.addresses(
                "1.1.1.1",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "223.255.255.255"))
        .allMatch(Internet::holds);
  }
}
