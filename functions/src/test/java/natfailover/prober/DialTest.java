package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.util.List;
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
}
