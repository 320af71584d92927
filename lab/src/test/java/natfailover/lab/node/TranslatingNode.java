package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import natfailover.lab.Needed;
import natfailover.lab.node.NodeMachine.Image;
import natfailover.lab.node.NodeNetwork.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node, two zones whose packets it translates, its own and the one before, and the internet. */
abstract class TranslatingNode {
  static final String AT_HOME = "10.40.2.101";
  static final String ADOPTED = "10.40.2.201";
  static final String ON_NO_LIST = "10.40.2.65";
  static final String ADOPTION_ADDRESS = "10.40.1.200";

  @TempDir Path folder;
  NodeNetwork network;
  NodeMachine node;

  @BeforeEach
  void plugIn() throws IOException {
    network = NodeNetwork.with("ens5");
    for (String address : new String[] {ADOPTED, ON_NO_LIST}) {
      network.ip(Place.HOST, "address add " + address + "/24 dev eth0");
    }
    network.ip(Place.VPC, "route add " + ADOPTION_ADDRESS + " via " + NodeNetwork.NODE_ADDRESS);
    Needed.HERE.when(Command.of("nft", "--version").run().succeeded(), "needs nftables, to look");
    node = new NodeMachine(network, folder, Image.PLAIN);
    Path facts = Files.createDirectories(folder.resolve("facts"));
    Files.writeString(
        facts.resolve("network:interfaces:macs:0a:00:00:00:00:01:local-ipv4s"),
        NodeNetwork.NODE_ADDRESS + "\n" + ADOPTION_ADDRESS);
  }

  @AfterEach
  void pull() {
    if (network != null) {
      network.close();
    }
  }

  final void configure(String home) throws IOException {
    if (!home.isEmpty()) {
      node.tag("home", home);
    }
  }

  final void boot() {
    node.tag("home", "1=10.40.2.96/28");
    node.tag("adopts", "3=10.40.2.128/25");
    Command.Result boot = node.boot();
    assertThat(boot.status()).as(boot.output()).isZero();
    assertThat(boot.output()).contains("NAT on ens5 for home+adopts");
  }

  final String udp(String source, String steps) {
    String open = "import socket; s = socket.socket(2, 2); s.settimeout(2);";
    String connect = "s.bind(('%s', 0)); s.connect(('203.0.113.10', 9));".formatted(source);
    return network.on(Place.HOST, NodeFiles.python(), "-c", open + connect + steps).run().output();
  }

  final String connect(Place from, String address, String port) {
    String connect =
        "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 0.5);"
            + " print('connected')";
    return network.on(from, NodeFiles.python(), "-c", connect, address, port).run().output();
  }

  final String connections() {
    return network.on(Place.NODE, "cat", "/proc/net/nf_conntrack").run().output();
  }
}
