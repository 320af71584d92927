package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import natfailover.lab.node.NodeMachine.Image;
import natfailover.lab.node.NodeNetwork.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of two zones through one node: its own zone's and that of the node before it. */
class NodeTranslationTest {
  private static final String AT_HOME = "10.40.2.101";
  private static final String ADOPTED = "10.40.2.201";
  private static final String ON_NO_LIST = "10.40.2.65";
  private static final String ADOPTION_ADDRESS = "10.40.1.200";

  @TempDir private Path folder;
  private NodeNetwork network;
  private NodeMachine node;

  @BeforeEach
  void plugIn() throws IOException {
    network = NodeNetwork.with("ens5");
    for (String address : new String[] {ADOPTED, ON_NO_LIST}) {
      network.ip(Place.HOST, "address add " + address + "/24 dev eth0");
    }
    network.ip(Place.VPC, "route add " + ADOPTION_ADDRESS + " via " + NodeNetwork.NODE_ADDRESS);
    assumeTrue(Command.of("nft", "--version").run().succeeded(), "needs nftables, to look");
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

  @ParameterizedTest
  @CsvSource({
    AT_HOME + ", " + NodeNetwork.NODE_ADDRESS,
    ADOPTED + ", " + ADOPTION_ADDRESS,
    ON_NO_LIST + ", " + NodeNetwork.NODE_ADDRESS
  })
  void everySourceLeavesByTheAddressOfItsZone(String source, String address) {
    boot();

    assertThat(network.addressSeen(source)).hasValue(address);

    assertThat(connections())
        .containsPattern("dst=192\\.0\\.2\\.\\d sport=7000")
        .doesNotContainPattern("dst=10\\.40\\.1\\.\\d+ sport=7000");
  }

  @ParameterizedTest
  @ValueSource(strings = {AT_HOME, ADOPTED})
  void hearsThatAPortIsClosed(String source) {
    boot();

    assertThat(udp(source, "s.send(b'x'); s.recv(9)")).contains("Connection refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {AT_HOME, ADOPTED})
  void learnsOfANarrowLink(String source) {
    boot();
    network.ip(Place.VPC, "link set internet mtu 1300");
    // The router's own error passes it again on its way from the node to the host.
    network.on(Place.VPC, "sysctl", "-qw", "net.ipv4.conf.node.accept_local=1").must();

    String sent = udp(source, "s.setsockopt(0, 10, 2); s.send(bytes(1400)); s.recv(9)");

    assertThat(sent).contains("Message too long");
    assertThat(udp(source, "print(s.getsockopt(0, 14))")).contains("1300");
  }

  @ParameterizedTest
  @CsvSource({
    AT_HOME + ", traceroute -n -q 1 -w 1 -m 5 -s",
    ADOPTED + ", traceroute -n -q 1 -w 1 -m 5 -s",
    AT_HOME + ", mtr -n -r -c 1 -m 5 -a",
    ADOPTED + ", mtr -n -r -c 1 -m 5 -a"
  })
  void seesEveryRouterOfTheWay(String source, String trace) {
    String[] words = trace.split(" ");
    assumeTrue(Command.of(words[0], "--version").run().succeeded(), "needs " + words[0]);
    boot();
    network.on(Place.VPC, "sysctl", "-qw", "net.ipv4.conf.node.accept_local=1").must();

    String seen = network.on(Place.HOST, words).append(source, "203.0.113.10").run().output();

    assertThat(seen)
        .containsSubsequence("10.40.2.1", NodeNetwork.NODE_ADDRESS, "10.40.1.1", "203.0.113.10");
  }

  @ParameterizedTest
  @ValueSource(strings = {AT_HOME, ADOPTED})
  void hearsWhatARouterAddsToItsErrors(String source) {
    boot();
    network.on(Place.INTERNET, NodeFiles.python(), "-c", LABELLED).serve();

    assertThat(network.on(Place.HOST, NodeFiles.python(), "-c", HEARD, source).run().output())
        .isEqualTo("quotes " + source + ", whole, labelled");
  }

  @Test
  void takesNothingOnThePortsOfThePeersFromAnybodyElse() {
    boot();

    assertThat(udp(AT_HOME, toNode(3780))).contains("timed out");
    assertThat(udp(AT_HOME, toNode(3839))).contains("timed out");
    assertThat(udp(AT_HOME, toNode(3840))).contains("refused");
  }

  private static String toNode(int port) {
    return "s.connect(('%s', %d)); s.send(b'x'); s.recv(9)"
        .formatted(NodeNetwork.NODE_ADDRESS, port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "192.0.2.3", ADOPTION_ADDRESS})
  void whatIsForAnAddressOfItsOwnMakingGoesRoundNoLoop(String address) {
    boot();

    String sent = udp(AT_HOME, "s.connect(('%s', 9)); s.send(b'x'); s.recv(9)".formatted(address));

    // Else: No route to host, as a packet's hops are used up.
    assertThat(sent).contains("timed out");
  }

  @Test
  void isSilentTowardsStrangersAndAnswersTheVpc() {
    boot();
    network
        .on(Place.NODE, NodeFiles.python(), NodeFiles.test("internet.py"))
        .append(NodeNetwork.NODE_ADDRESS + ":7000")
        .serve();

    for (String address : new String[] {NodeNetwork.NODE_ADDRESS, ADOPTION_ADDRESS}) {
      for (String port : new String[] {"7000", "7001"}) {
        assertThat(connect(Place.INTERNET, address, port)).contains("timed out");
      }
    }
    assertThat(connect(Place.HOST, NodeNetwork.NODE_ADDRESS, "7000")).contains("connected");
    assertThat(connect(Place.HOST, NodeNetwork.NODE_ADDRESS, "7001")).contains("refused");
  }

  @ParameterizedTest
  @CsvSource({"'', 1=10.40.2.96/28", "1=10.40.2.96/28, 4=10.40.2.96/28"})
  void aSwitchCutsNoConnection(String before, String after) throws IOException {
    configure(before);
    node.boot();
    node.stopAgent();
    Path go = folder.resolve("go");
    Path opened = folder.resolve("opened");
    network.on(Place.INTERNET, NodeFiles.python(), "-c", TICKS).serve();
    CompletableFuture<Command.Result> connection =
        CompletableFuture.supplyAsync(
            () ->
                network
                    .on(Place.HOST, NodeFiles.python(), "-c", CONNECTION)
                    .append(opened.toString(), go.toString())
                    .run());
    Await.present(() -> Optional.of(opened).filter(Files::exists), () -> "no connection");

    configure(after);
    assertThat(node.putNatInPlace().output()).contains("the rules on ens5 were not in table");
    Files.createFile(go);

    assertThat(connection.join().output()).isEqualTo("TCP and UDP live on");
    assertThat(node.putNatInPlace().output()).contains("unchanged");
  }

  // A router's error as RFC 4884 has it: 128 quoted bytes, then an MPLS label.
  private static final String LABELLED =
      """
      import socket, struct
      def total(data):
          whole = sum(struct.unpack('>%dH' % (len(data) // 2), data))
          while whole >> 16: whole = (whole & 0xffff) + (whole >> 16)
          return ~whole & 0xffff
      u = socket.socket(2, 3, 17); i = socket.socket(2, 3, 1); print('serving', flush=True)
      while True:
          packet, (sender, _) = u.recvfrom(999)
          if packet[22:24] != b'\\x27\\x0f': continue
          extension = b'\\x20\\0\\0\\0' + b'\\0\\x08\\1\\1' + b'LABL'
          extension = extension[:2] + struct.pack('>H', total(extension)) + extension[4:]
          body = b'\\0\\x20\\0\\0' + packet[:128] + extension
          error = b'\\x0b\\0' + struct.pack('>H', total(b'\\x0b\\0\\0\\0' + body)) + body
          i.sendto(error, (sender, 0))
      """;
  private static final String HEARD =
      """
      import socket, struct, sys
      i = socket.socket(2, 3, 1); i.settimeout(3)
      u = socket.socket(2, 2); u.bind((sys.argv[1], 0)); u.connect(('203.0.113.10', 9999))
      u.send(bytes(200))
      error = b'?'
      while error[0] != 11: error = i.recv(999)[20:]
      whole = sum(struct.unpack('>%dH' % (len(error) // 2), error))
      words = ['quotes ' + socket.inet_ntoa(error[20:24])]
      if whole % 0xffff == 0: words.append('whole')
      if error[-4:] == b'LABL': words.append('labelled')
      print(', '.join(words), end='')
      """;
  private static final String TICKS =
      """
      import socket, threading, time
      def tick(send):
          while True: send(b'tick'); time.sleep(0.05)
      u = socket.socket(2, 2); u.bind(('', 7007))
      s = socket.create_server(('', 7007)); print('serving', flush=True)
      listener = u.recvfrom(9)[1]; c = s.accept()[0]
      threading.Thread(target=tick, args=[c.send]).start()
      tick(lambda data: u.sendto(data, listener))
      """;
  // After the switch the far end alone speaks: what is sent could open a way by itself.
  private static final String CONNECTION =
      """
      import os, socket, sys, time
      t = socket.create_connection(('203.0.113.10', 7007), 5)
      u = socket.socket(2, 2); u.connect(('203.0.113.10', 7007)); u.settimeout(5); u.send(b'1')
      for s in (t, u): assert s.recv(9)
      open(sys.argv[1], 'w').close()
      while not os.path.exists(sys.argv[2]): time.sleep(0.01)
      for s in (t, u):
          s.setblocking(False)
          try:
              while s.recv(9): pass
          except BlockingIOError: pass
          s.settimeout(5); assert s.recv(9)
      print('TCP and UDP live on', end='')
      """;

  private void configure(String home) throws IOException {
    if (!home.isEmpty()) {
      node.tag("home", home);
    }
  }

  private void boot() {
    node.tag("home", "1=10.40.2.96/28");
    node.tag("adopts", "3=10.40.2.128/25");
    Command.Result boot = node.boot();
    assertThat(boot.status()).as(boot.output()).isZero();
    assertThat(boot.output()).contains("NAT on ens5 for home+adopts");
  }

  private String udp(String source, String steps) {
    String open = "import socket; s = socket.socket(2, 2); s.settimeout(2);";
    String connect = "s.bind(('%s', 0)); s.connect(('203.0.113.10', 9));".formatted(source);
    return network.on(Place.HOST, NodeFiles.python(), "-c", open + connect + steps).run().output();
  }

  private String connect(Place from, String address, String port) {
    String connect =
        "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 0.5);"
            + " print('connected')";
    return network.on(from, NodeFiles.python(), "-c", connect, address, port).run().output();
  }

  private String connections() {
    return network.on(Place.NODE, "cat", "/proc/net/nf_conntrack").run().output();
  }
}
