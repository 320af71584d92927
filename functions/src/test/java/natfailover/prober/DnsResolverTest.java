package natfailover.prober;

import static natfailover.prober.NameServer.record;
import static natfailover.prober.NameServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names by UDP, from servers that behave and servers that do not. */
final class DnsResolverTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int A = 1;
  private static final int ALIAS = 5;
  private static final int SERVER_FAILURE = 2;
  private static final int NO_SUCH_NAME = 3;

  @Test
  void aNameLeadsToAllItsAddresses() throws Exception {
    assertThat(
            ask(
                (question, _) ->
                    List.of(reply(question, 0, record(A, 192, 0, 2, 1), record(A, 192, 0, 2, 2)))))
        .isEqualTo(Peer.addresses("192.0.2.1", "192.0.2.2"));
  }

  @Test
  void theQuestionIsForIpv4Only() throws Exception {
    ByteBuffer[] heard = new ByteBuffer[1];
    ask(
        (question, _) -> {
          heard[0] = question;
          return List.of(reply(question, 0, record(A, 192, 0, 2, 1)));
        });
    byte[] bytes = new byte[heard[0].remaining()];
    heard[0].duplicate().get(bytes);
    assertThat(new String(bytes, 12, bytes.length - 12, StandardCharsets.ISO_8859_1))
        .isEqualTo("\4site\7example\0\0\1\0\1");
  }

  @Test
  void theAddressBehindAnAliasIsFound() throws Exception {
    assertThat(
            ask(
                (question, _) ->
                    List.of(
                        reply(
                            question,
                            0,
                            record(ALIAS, 1, 'x', 0xc0, 12),
                            record(A, 192, 0, 2, 1)))))
        .isEqualTo(Peer.addresses("192.0.2.1"));
  }

  @Test
  void aNameThatDoesNotExistIsSaidAtOnce() {
    assertThatThrownBy(() -> ask((question, _) -> List.of(reply(question, NO_SUCH_NAME))))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("there is no such name");
  }

  @Test
  void aNameWithoutIpv4IsSaidAtOnce() {
    assertThatThrownBy(
            () -> ask((question, _) -> List.of(reply(question, 0, record(28, new int[16])))))
        .hasMessage("it has no IPv4 address");
  }

  @Test
  void aFailureOfTheOnlyServerIsSaidAtOnce() {
    assertThatThrownBy(() -> ask((question, _) -> List.of(reply(question, SERVER_FAILURE))))
        .hasMessage("the name server answers with error code 2");
  }

  @Test
  void aLostQuestionIsAskedAgain() throws Exception {
    assertThat(
            ask(
                (question, number) ->
                    number == 1 ? List.of() : List.of(reply(question, 0, record(A, 192, 0, 2, 1)))))
        .isEqualTo(Peer.addresses("192.0.2.1"));
  }

  @Test
  void garbageAndAnswersToOthersAreNotBelieved() throws Exception {
    assertThat(
            ask(
                (question, _) -> {
                  ByteBuffer another = reply(question, 0, record(A, 192, 0, 2, 9));
                  another.putShort(0, (short) (another.getShort(0) + 1));
                  ByteBuffer cut = reply(question, 0, record(A, 192, 0, 2, 8));
                  return List.of(
                      ByteBuffer.wrap(new byte[] {7}),
                      question,
                      another,
                      cut.slice(0, cut.limit() - 2),
                      reply(question, 0, record(A, 192, 0, 2, 1)));
                }))
        .isEqualTo(Peer.addresses("192.0.2.1"));
  }

  @Test
  void theSecondServerIsAskedWhenTheFirstFailsOrIsSilent() throws Exception {
    for (NameServer.Conduct first :
        List.<NameServer.Conduct>of(
            (_, _) -> List.of(), (question, _) -> List.of(reply(question, SERVER_FAILURE)))) {
      try (NameServer bad = new NameServer(first);
          NameServer good =
              new NameServer(
                  (question, _) -> List.of(reply(question, 0, record(A, 192, 0, 2, 1))))) {
        assertThat(ask(LONG, bad, good)).isEqualTo(Peer.addresses("192.0.2.1"));
        assertThat(bad.questions()).isEqualTo(1);
      }
    }
  }

  @Test
  void aSilentServerCostsTheGivenTimeAndNoMore() throws Exception {
    try (NameServer silent = new NameServer((_, _) -> List.of())) {
      long began = System.nanoTime();
      assertThatThrownBy(() -> ask(SHORT, silent)).hasMessage("no name server answered in time");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SHORT.multipliedBy(10));
    }
  }

  @Test
  void theMachinesServersAreReadFromItsConfiguration(@TempDir Path folder) throws Exception {
    Path configuration =
        Files.writeString(
            folder.resolve("resolv.conf"),
            """
            # nameserver 192.0.2.9
            search example.com
            nameserver 192.0.2.1
            nameserver fd00:ec2::253
            nameserver\t192.0.2.2
            options timeout:2
            """);
    assertThat(DnsResolver.servers(configuration))
        .isEqualTo(
            Peer.addresses("192.0.2.1", "192.0.2.2").stream()
                .map(address -> new InetSocketAddress(address, 53))
                .toList());
  }

  @Test
  void withoutServersThereIsNoAnswerAndThatIsSaid() {
    assertThatThrownBy(() -> ask(LONG)).hasMessage("no IPv4 name server is set");
  }

  private static List<Inet4Address> ask(NameServer.Conduct conduct) throws IOException {
    try (NameServer server = new NameServer(conduct)) {
      return ask(LONG, server);
    }
  }

  private static List<Inet4Address> ask(Duration within, NameServer... servers) throws IOException {
    List<InetSocketAddress> addresses = Stream.of(servers).map(NameServer::address).toList();
    return new DnsResolver(() -> addresses).addresses("site.example.", within);
  }
}
