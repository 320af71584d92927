package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import natfailover.lab.node.NodeNetwork.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of two zones through one node: its own zone's and that of the node before it. */
class NodeTranslationTest extends TranslatingNode {
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
}
