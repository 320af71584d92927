package natfailover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks in as few blocks as cover the same addresses. */
class NetworksTest {
  @ParameterizedTest
  @CsvSource(
      value = {
        "10.0.2.0/24 10.0.3.0/24; 10.0.2.0/23",
        "10.0.1.0/24 10.0.2.0/24; 10.0.1.0/24,10.0.2.0/24",
        "10.0.3.0/24 10.0.2.0/25 10.0.2.128/25; 10.0.2.0/23",
        "10.0.0.0/16 10.0.7.0/24 10.0.7.0/28; 10.0.0.0/16",
        "10.10.0.0/24 10.9.0.0/24; 10.9.0.0/24,10.10.0.0/24",
        "0.0.0.0/1 128.0.0.0/1; 0.0.0.0/0",
        "255.255.255.254/32 255.255.255.255/32; 255.255.255.254/31",
        "192.168.0.77/25; 192.168.0.0/25",
        "fd00::/64 10.0.256.0/24 10.0.0.0/33 10.0.0.0/24; 10.0.0.0/24"
      },
      delimiter = ';')
  void adjacentAndContainedNetworksBecomeOne(String networks, String fewest) {
    assertThat(String.join(",", Networks.aggregate(List.of(networks.split(" ")))))
        .isEqualTo(fewest);
  }

  /** Blocks of a /24, down to single addresses. */
  @Provide
  Arbitrary<List<String>> networks() {
    return Combinators.combine(
            Arbitraries.integers().between(24, 32), Arbitraries.integers().between(0, 255))
        .as((length, at) -> "10.0.0." + (at & -(1 << (32 - length))) + "/" + length)
        .list()
        .ofMaxSize(40);
  }

  @Property
  void theSameAddressesAreCoveredInAnyOrderAndNoTwoBlocksCouldBeOne(
      @ForAll("networks") List<String> networks) {
    List<String> fewest = Networks.aggregate(networks);
    assertThat(covered(fewest)).isEqualTo(covered(networks));
    assertThat(Networks.aggregate(networks.reversed())).isEqualTo(fewest);
    assertThat(fewest).hasSize(fewestBlocks(covered(networks), 0, 256));
  }

  private static BitSet covered(List<String> networks) {
    BitSet addresses = new BitSet(256);
    for (String network : networks) {
      int[] numbers = Arrays.stream(network.split("[./]")).mapToInt(Integer::parseInt).toArray();
      addresses.set(numbers[3], numbers[3] + (1 << (32 - numbers[4])));
    }
    return addresses;
  }

  private static int fewestBlocks(BitSet addresses, int from, int size) {
    int set = addresses.get(from, from + size).cardinality();
    return set == 0
        ? 0
        : set == size
            ? 1
            : fewestBlocks(addresses, from, size / 2)
                + fewestBlocks(addresses, from + size / 2, size / 2);
  }
}
