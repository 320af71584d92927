package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import natfailover.lab.Needed;
import natfailover.lab.node.NodeNetwork.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a booted node says of itself, and when. */
class NodeReportsTest {
  private static final String READY = "NAT Node Ready";
  private static final String IMPAIRED = "NAT Node Impaired";

  @TempDir private Path folder;
  private NodeNetwork network;
  private NodeMachine node;

  @BeforeEach
  void plugIn() {
    network = NodeNetwork.with("ens5");
    node = new NodeMachine(network, folder, NodeMachine.Image.PLAIN);
    node.tag("home", "1=10.40.2.0/24");
  }

  @AfterEach
  void pull() {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void saysReadyWithItsProofSignedByTheNodesRole() {
    assertThat(node.boot().status()).isZero();

    NodeEvent event = node.awaitEvent(NodeEvent::taken);

    assertThat(event.source()).isEqualTo("nat-failover.node");
    assertThat(event.kind()).isEqualTo(READY);
    assertThat(event.detail().get("fleet").asText()).isEqualTo("prod");
    assertThat(event.detail().get("zone").asText()).isEqualTo("ap-northeast-1a");
    assertThat(event.detail().get("instanceId").asText()).isEqualTo("i-0123456789abcdef0");
    assertThat(event.mentions("egress: 203.0.113.1")).isTrue();
    assertThat(event.evidence()).contains("translation: home");
    Signature signature = Signature.of(event.headers());
    assertThat(signature.key()).isEqualTo("ASIAEXAMPLE");
    assertThat(signature.scope()).endsWith("/ap-northeast-1/events/aws4_request");
    assertThat(signature.signed())
        .contains("host", "x-amz-date", "x-amz-security-token", "x-amz-target", "content-type");
    assertThat(signature.claimed())
        .isEqualTo(signature.expected(event.headers(), event.body(), "secret/of+the+role"));
  }

  @Test
  void repairsRulesThatWereFlushedAndSaysSo() {
    Needed.HERE.when(Command.of("nft", "--version").run().succeeded(), "needs nftables");
    bootAndAgree();

    network.on(Place.NODE, "nft", "flush", "ruleset").must();
    network.on(Place.NODE, "sysctl", "-qw", "net.ipv4.ip_forward=0").must();

    NodeEvent event = node.awaitEvent(said -> said.mentions("put back"));
    assertThat(event.kind()).isEqualTo(READY);
    node.awaitEvent(said -> said.mentions("the rules on ens5 were not in table"));
    node.awaitEvent(said -> said.mentions("net/ipv4/ip_forward was 0: put back"));
    assertThat(network.addressSeen()).hasValue(NodeNetwork.NODE_ADDRESS);
  }

  @Test
  void saysImpairedWhenEgressIsGoneAndReadyWhenItIsBack() {
    bootAndAgree();

    network.cutTheInternet();

    NodeEvent impaired = node.awaitEvent(said -> said.kind().equals(IMPAIRED));
    assertThat(impaired.mentions("no-egress: 203.0.113.10:7000")).isTrue();
    node.tag("suspect-since", Instant.now().toString());
    int before = node.events().size();

    network.mendTheInternet();

    node.awaitEvent(before, said -> said.kind().equals(READY));
  }

  @Test
  void triesAgainUntilTheBusTakesTheReport() throws IOException {
    node.refuse(500);
    node.boot();
    Await.present(
        () -> Optional.of(node.events()).filter(attempts -> attempts.size() >= 3),
        () -> "fewer than three attempts: " + node.events());
    assertThat(node.events()).noneMatch(NodeEvent::taken);

    Files.delete(folder.resolve("refuse"));

    assertThat(node.awaitEvent(NodeEvent::taken).kind()).isEqualTo(READY);
  }

  @Test
  void answersWithTheZonesThatItIsToCarry() {
    bootAndAgree();

    node.tag("carries", "ap-northeast-1a,ap-northeast-1c");

    NodeEvent answer = node.awaitEvent(said -> !said.carries().isEmpty());
    assertThat(answer.kind()).isEqualTo(READY);
    assertThat(answer.carries()).containsExactly("ap-northeast-1a", "ap-northeast-1c");
  }

  @Test
  void saysWhyItOnlyMasquerades() {
    node.tag("home", "1=10.40.2.0/8");
    assertThat(node.boot().status()).isZero();

    NodeEvent event = node.awaitEvent(NodeEvent::taken);

    assertThat(event.kind()).isEqualTo(READY);
    assertThat(event.mentions("translation: masquerade (tag home is '1=10.40.2.0/8'")).isTrue();
    assertThat(network.addressSeen()).hasValue(NodeNetwork.NODE_ADDRESS);
  }

  @Test
  void isOfNoUseUntilItKnowsItsFleet() {
    node.untag("fleet");
    assertThat(node.boot().status()).isZero();

    NodeEvent event = node.awaitEvent(NodeEvent::taken);
    assertThat(event.kind()).isEqualTo(IMPAIRED);
    assertThat(event.mentions("no-fleet-tag")).isTrue();

    node.tag("fleet", "staging");
    NodeEvent ready = node.awaitEvent(said -> said.kind().equals(READY));
    assertThat(ready.detail().get("fleet").asText()).isEqualTo("staging");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trial-since", "suspect-since"})
  void provesItselfAnewWhenATrialBeginsAndWhenItIsAccusedThoughItIsFit(String tag) {
    bootAndAgree();
    int before = node.events().size();

    node.tag(tag, Instant.now().toString());

    node.awaitEvent(before, said -> said.kind().equals(READY));
  }

  @ParameterizedTest
  @CsvSource({"etc/sysctl.d, put NAT in place", "var, start the agent"})
  void aBootThatFailsNamesTheStep(String obstacle, String step) throws IOException {
    Path file = node.root().resolve(obstacle);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a file where a folder has to be");

    Command.Result boot = node.boot();

    assertThat(boot.status()).isNotZero();
    assertThat(boot.output()).contains("boot failed at: " + step);
    NodeEvent event = node.awaitEvent(NodeEvent::taken);
    assertThat(event.kind()).isEqualTo(IMPAIRED);
    assertThat(event.evidence()).containsExactly("boot-failed: " + step + " (exit 1)");
    assertThat(event.detail().get("fleet").asText()).isEqualTo("prod");
    assertThat(node.events()).hasSize(1);
  }

  private void bootAndAgree() {
    assertThat(node.boot().status()).isZero();
    node.awaitEvent(said -> said.kind().equals(READY));
    node.tag("ready-since", Instant.now().toString());
  }
}
