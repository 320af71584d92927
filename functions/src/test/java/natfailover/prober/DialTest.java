package natfailover.prober;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One connection, where the order of events decides. */
final class DialTest {
  @Test
  void aResetThatOvertakesOurLookAtTheHandshakeIsAnAnswerAllTheSame() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, Inet4Address.ofLiteral(Peer.HERE));
        Selector selector = Selector.open()) {
      Target target = Target.parse(Peer.HERE + ":" + server.getLocalPort()).orElseThrow();
      Pursuit pursuit = new Pursuit(target, selector, System.nanoTime());
      pursuit.dial(List.of(target.address().orElseThrow()));
      try (Socket accepted = server.accept()) {
        accepted.setSoLinger(true, 0);
      }
      selector.select();
      ((Dial) selector.selectedKeys().iterator().next().attachment()).finish();
      Observation seen = pursuit.seen(Outcome.SILENT);
      assertThat(seen.outcome()).isEqualTo(Outcome.ACCEPTED);
      assertThat(seen.detail()).contains("reset");
    }
  }

  @Test
  void nothingIsSentAndNothingIsLeftToRemember() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    try (Peer peer =
        Peer.that(
            socket -> {
              try {
                heard.complete("closed after " + socket.getInputStream().readAllBytes().length);
              } catch (IOException failure) {
                heard.complete(String.valueOf(failure.getMessage()));
              }
            })) {
      List<Target> targets = List.of(peer.literal());
      new Prober((_, _) -> List.of(), _ -> true)
          .probe(new ProbeRequest(targets, peer.literal(), Duration.ofSeconds(30)));
      assertThat(heard.get(30, SECONDS)).isEqualTo("Connection reset");
    }
  }

  @Test
  void ofANameWithManyAddressesTheFirstEightAreDialled() throws Exception {
    List<Inet4Address> many =
        IntStream.rangeClosed(1, 20).mapToObj(n -> Inet4Address.ofLiteral("127.0.0." + n)).toList();
    try (Peer refusing = Peer.refusing()) {
      List<Target> targets = List.of(refusing.named("site.example"));
      ProbeReport report =
          new Prober((_, _) -> many, _ -> true)
              .probe(new ProbeRequest(targets, refusing.literal(), Duration.ofSeconds(30)));
      assertThat(report.targets().getFirst().outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(report.targets().getFirst().detail())
          .contains("127.0.0.8 says: Connection refused")
          .doesNotContain("127.0.0.9");
    }
  }
}
