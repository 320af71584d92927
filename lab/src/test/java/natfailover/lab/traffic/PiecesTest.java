package natfailover.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import natfailover.lab.traffic.UdpReport.Direction;
import org.junit.jupiter.api.Test;

/** The small things that a load is made of. */
class PiecesTest {
  @Test
  void fiftyThousandConnectionsAreDividedAmongProgramsThatCanHoldThem() {
    LoadPlan plan = LoadPlan.standard().withConnections(50_000);

    List<NearSetup> setups = Setups.of(plan, 3);

    assertThat(setups).extracting(NearSetup::host).containsExactly(0, 0, 1, 1, 2, 2);
    assertThat(setups)
        .allSatisfy(setup -> assertThat(setup.count(Kind.MASS)).isBetween(8000, 9000));
    assertThat(setups.stream().mapToInt(setup -> setup.count(Kind.MASS)).sum()).isEqualTo(50_000);
    assertThat(setups.stream().mapToInt(NearSetup::sample).sum()).isEqualTo(200);
    assertThat(setups.stream().mapToInt(setup -> setup.count(Kind.ECHO)).sum()).isEqualTo(30);
    assertThat(50_000 / Setups.servers(plan, 3)).isLessThan(Setups.MOST_CONNECTIONS);
  }

  @Test
  void theSpreadIsByNearestRank() {
    List<Double> values = IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList();

    assertThat(Spread.of(values)).isEqualTo(new Spread(100, 198, 200));
    assertThat(Spread.of(List.of())).isEqualTo(new Spread(0, 0, 0));
  }

  @Test
  void aDnsAnswerIsForItsOwnQueryOnly() {
    byte[] query = DnsMessage.query(513, "a.example.com");
    byte[] address = {10, 1, 2, 3};
    byte[] answer = DnsMessage.answer(query, address).orElseThrow();

    assertThat(DnsMessage.address(query, answer).orElseThrow()).isEqualTo(address);
    assertThat(DnsMessage.address(DnsMessage.query(514, "a.example.com"), answer)).isEmpty();
    assertThat(DnsMessage.address(DnsMessage.query(513, "b.example.com"), answer)).isEmpty();
    assertThat(DnsMessage.answer(answer, address)).as("an answer is no query").isEmpty();
  }

  @Test
  void onlyWhatWasSentAfterTheMarkCountsAndTwiceIsOnce() {
    Tally tally = new Tally(3, Direction.UP, false);
    tally.add(new Datagram(3, Direction.UP, 1, 100, 99));
    tally.add(new Datagram(3, Direction.UP, 2, 100, 100));
    tally.add(new Datagram(3, Direction.UP, 3, 100, 101));
    tally.add(new Datagram(3, Direction.UP, 3, 100, 101));

    assertThat(tally.count(100).count()).isEqualTo(2);
  }

  @Test
  void theLongestGapMayBeginBeforeTheMarkAndBeStillOpen() {
    Series series = new Series();
    for (long at : new long[] {0, 500, 600, 900, 1000}) {
      series.add(at);
    }

    assertThat(series.longestGap(600, 1100)).isEqualTo(300);
    assertThat(series.longestGap(550, 1100)).isEqualTo(300);
    assertThat(series.longestGap(450, 1100)).isEqualTo(500);
    assertThat(series.longestGap(600, 2000)).isEqualTo(1000);
    assertThat(new Series().longestGap(0, 1000)).isZero();
  }
}
