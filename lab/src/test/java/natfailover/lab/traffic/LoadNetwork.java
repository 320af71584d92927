package natfailover.lab.traffic;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Private hosts behind a router that masquerades, as network namespaces.
 *
 * <pre>
 * host0 10.60.0.10 --- nat 203.0.113.1 --- internet 203.0.113.10
 * host1 10.60.1.10 ---'
 * </pre>
 */
final class LoadNetwork implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** What a command answered, standard output and error in one. */
  private record Result(int status, String output) {}

  private final String prefix =
      "nft6-%d-%d-".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
  private final List<String> names = new ArrayList<>();
  private final int hosts;

  private LoadNetwork(int hosts) {
    this.hosts = hosts;
  }

  /** Builds the network; skips the test where rights or tools are missing. */
  static LoadNetwork with(int hosts) {
    LoadNetwork network = new LoadNetwork(hosts);
    network.names.add("nat");
    Result first = run(List.of("ip", "netns", "add", network.prefix + "nat"));
    assumeTrue(first.status() == 0, () -> "needs root and iproute2: " + first.output());
    assumeTrue(run(List.of("nft", "--version")).status() == 0, "needs nftables");
    network.join("internet", "203.0.113", 1);
    for (int i = 0; i < hosts; i++) {
      network.join("host" + i, "10.60." + i, 1);
    }
    network.in("nat", "sysctl -qw net.ipv4.ip_forward=1");
    network.in("nat", "nft add table ip nat");
    network.in("nat", "nft add chain ip nat out { type nat hook postrouting priority 100 ; }");
    network.in("nat", "nft add rule ip nat out oifname internet masquerade");
    network.in("nat", "nft add table ip cut");
    network.in("nat", "nft add chain ip cut forward { type filter hook forward priority 0 ; }");
    return network;
  }

  private void join(String name, String net, int gateway) {
    must(List.of("ip", "netns", "add", prefix + name));
    names.add(name);
    in("nat", "ip link add " + name + " type veth peer name eth0 netns " + prefix + name);
    in("nat", "ip address add %s.%d/24 dev %s".formatted(net, gateway, name));
    in("nat", "ip link set " + name + " up");
    in(name, "ip link set lo up");
    in(name, "ip address add " + net + ".10/24 dev eth0");
    in(name, "ip link set eth0 up");
    in(name, "ip route add default via %s.%d".formatted(net, gateway));
  }

  Place internet() {
    return place("internet");
  }

  List<Place> hosts() {
    return IntStream.range(0, hosts).mapToObj(i -> place("host" + i)).toList();
  }

  Place place(String name) {
    return words -> new ProcessBuilder(behind(name, words)).start();
  }

  /** Nothing passes the router any more, and nobody is told. */
  void cut() {
    in("nat", "nft add rule ip cut forward drop");
  }

  void mend() {
    in("nat", "nft flush chain ip cut forward");
  }

  /** Runs a command at a place; fails unless it succeeds. */
  String in(String name, String words) {
    return must(behind(name, List.of(words.split(" ", -1))));
  }

  private List<String> behind(String name, List<String> words) {
    return Stream.concat(Stream.of("ip", "netns", "exec", prefix + name), words.stream()).toList();
  }

  private static String must(List<String> words) {
    Result result = run(words);
    if (result.status() != 0) {
      throw new AssertionError(words + " ended with " + result.status() + ": " + result.output());
    }
    return result.output();
  }

  private static Result run(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      return new Result(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    names.forEach(name -> run(List.of("ip", "netns", "delete", prefix + name)));
  }
}
