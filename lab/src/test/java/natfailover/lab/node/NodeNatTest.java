package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import natfailover.lab.Needed;
import natfailover.lab.node.NodeMachine.Image;
import natfailover.lab.node.NodeNetwork.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of a private host through a node booted by its user data. */
class NodeNatTest {
  private static final String TABLE = "table ip nat-failover";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"PLAIN, ens5", "IPTABLES, enX0"})
  void letsThePrivateHostOutByTheNodesAddress(Image image, String link) throws Exception {
    try (NodeNetwork network = NodeNetwork.with(link)) {
      NodeMachine node = node(network, image);
      assertThat(network.addressSeen()).isEmpty();

      Command.Result boot = node.boot();

      assertThat(boot.status()).as(boot.output()).isZero();
      assertThat(boot.output()).contains("NAT on " + link + " for none");
      assertThat(network.addressSeen()).hasValue(NodeNetwork.NODE_ADDRESS);
      assertThat(Files.readString(node.root().resolve("etc/sysctl.d/99-nat-failover.conf")))
          .contains("net/ipv4/ip_forward = 1", "net/ipv4/conf/" + link + "/send_redirects = 0");
      assertThat(setting(network, "all.send_redirects")).isEqualTo("0");
      assertThat(setting(network, link + ".send_redirects")).isEqualTo("0");
      assertThat(setting(network, link + ".rp_filter")).isEqualTo("2");
    }
  }

  @Test
  void countsOnAndChangesNothingWhenNfnetlinkRunsAgain() {
    try (NodeNetwork network = NodeNetwork.with("ens5")) {
      NodeMachine node = node(network, Image.PLAIN);
      node.boot();
      node.stopAgent(); // its own connections count as well
      network.addressSeen();
      String before = ruleset(network);
      assertThat(before)
          .contains(TABLE)
          .containsPattern("counter packets [1-9]\\d* bytes \\d+ masquerade");

      Command.Result again = node.putNatInPlace();

      assertThat(again.output()).contains("unchanged");
      assertThat(ruleset(network)).isEqualTo(before);
    }
  }

  @Test
  void keepsTheRulesWhenOnlyASettingHasGone() {
    try (NodeNetwork network = NodeNetwork.with("ens5")) {
      NodeMachine node = node(network, Image.PLAIN);
      node.boot();
      node.stopAgent();
      network.addressSeen();
      String before = ruleset(network);
      network.on(Place.NODE, "sysctl", "-qw", "net.ipv4.ip_forward=0").must();

      assertThat(node.putNatInPlace().output()).contains("net/ipv4/ip_forward was 0");

      assertThat(ruleset(network)).isEqualTo(before);
    }
  }

  @Test
  void nfnetlinkReplacesItsOwnTableAndTouchesNoOther() {
    try (NodeNetwork network = NodeNetwork.with("ens5")) {
      NodeMachine node = node(network, Image.PLAIN);
      node.boot();
      node.stopAgent();
      nft(network, "add table ip mine");
      nft(network, "insert rule ip nat-failover input accept");

      Command.Result again = node.putNatInPlace();

      assertThat(again.output()).contains("the rules on ens5 were not in table");
      assertThat(ruleset(network).lines().filter(line -> line.contains("masquerade"))).hasSize(1);
      assertThat(ruleset(network)).contains("table ip mine");
      assertThat(network.addressSeen()).hasValue(NodeNetwork.NODE_ADDRESS);
    }
  }

  @Test
  void leavesTheImagesOwnMasqueradeAloneAndComesBeforeIt() {
    try (NodeNetwork network = NodeNetwork.with("ens5")) {
      NodeMachine node = node(network, Image.IPTABLES);
      node.on("iptables", "-t", "nat", "-A", "POSTROUTING", "-o", "ens5", "-j", "MASQUERADE")
          .must();
      node.tag("home", "1=10.40.2.0/24");
      node.boot();
      node.stopAgent();
      assertThat(network.addressSeen()).hasValue(NodeNetwork.NODE_ADDRESS);
      assertThat(network.on(Place.NODE, "cat", "/proc/net/nf_conntrack").must())
          .containsPattern("dst=192\\.0\\.2\\.1 sport=7000")
          .doesNotContainPattern("dst=10\\.40\\.1\\.\\d+ sport=7000");

      assertThat(node.putNatInPlace().output()).contains("unchanged");

      String rules = node.on("iptables", "-t", "nat", "-S", "POSTROUTING").must();
      assertThat(rules.lines().filter(line -> line.contains("MASQUERADE"))).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-A FORWARD -j REJECT", "-P FORWARD DROP"})
  void forwardsThoughTheImagesOwnRulesRefuse(String refusal) {
    try (NodeNetwork network = NodeNetwork.with("ens5")) {
      NodeMachine node = node(network, Image.IPTABLES);
      node.on("iptables", "-A", "FORWARD", "-s", "198.51.100.7", "-j", "DROP").must();
      node.on("iptables").append(refusal.split(" ", -1)).must();

      node.boot();

      assertThat(network.addressSeen()).hasValue(NodeNetwork.NODE_ADDRESS);
      assertThat(node.putNatInPlace().output()).contains("unchanged");
      assertThat(node.on("iptables", "-S", "FORWARD").must())
          .contains(refusal)
          .containsSubsequence("198.51.100.7", "-o ens5 -j ACCEPT");
    }
  }

  @Test
  void rebootBringsEverythingBack() {
    try (NodeNetwork network = NodeNetwork.with("ens5")) {
      NodeMachine node = node(network, Image.PLAIN);
      node.boot();
      node.stopAgent();
      network.on(Place.NODE, "sysctl", "-qw", "net.ipv4.ip_forward=0").must();
      nft(network, "flush ruleset");

      assertThat(node.putNatInPlace().output())
          .contains("net/ipv4/ip_forward was 0", "the rules on ens5 were not in table");

      assertThat(network.addressSeen()).hasValue(NodeNetwork.NODE_ADDRESS);
    }
  }

  private NodeMachine node(NodeNetwork network, Image image) {
    for (String tool : new String[] {"nft", "iptables"}) {
      Needed.HERE.when(
          Command.of(tool, "--version").run().succeeded(), "needs nftables and iptables, to look");
    }
    return new NodeMachine(network, folder, image);
  }

  private static String setting(NodeNetwork network, String name) {
    return network.on(Place.NODE, "sysctl", "-n", "net.ipv4.conf." + name).must().strip();
  }

  private static String ruleset(NodeNetwork network) {
    return network.on(Place.NODE, "nft", "list", "ruleset").must();
  }

  private static void nft(NodeNetwork network, String words) {
    network.on(Place.NODE, "nft").append(words.split(" ", -1)).must();
  }
}
