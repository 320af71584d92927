package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import natfailover.lab.Needed;
import natfailover.lab.node.NodeNetwork.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts behind a node hear of errors on the way. */
class NodeErrorsTest extends TranslatingNode {
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
    Needed.HERE.when(Command.of(words[0], "--version").run().succeeded(), "needs " + words[0]);
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
}
