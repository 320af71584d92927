package natfailover.lab.box;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is there before any instance: the internet, the internet gateway and the VPC's router, each
 * a network namespace; the lab's own namespace is AWS.
 *
 * <pre>
 * internet 203.0.113.10, .11 ---+
 *                               +--- igw --- vpc ---+--- v1 === eth0 instance
 * lab      203.0.113.200:80  ---+                   +--- v2 === eth0 instance
 *  (AWS API)                                        |     ...
 * lab      169.254.169.254:80 ----------------------+
 *  (instance metadata)
 * </pre>
 *
 * The gateway translates public addresses one to one. The router looks up the route table of the
 * subnet that a packet comes from, and checks source and destination. Port 7 on the internet says
 * by which address it sees a caller.
 */
final class Plumbing implements AutoCloseable {
  static final String TO_THE_GATEWAY = "via 169.254.100.1 dev igw onlink";
  static final String TARGETS = "203.0.113.10:7,203.0.113.11:7";
  private final Namespace internet = Namespace.of("internet");
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Dialogue lab;
  private final Dialogue routes;
  private final Dialogue checks;
  private final Dialogue pairs;

  private Plumbing(Process servers) {
    opened.add(servers::destroyForcibly);
    lab = open(Dialogue.ip());
    routes = open(Dialogue.ip(Namespace.of("vpc")));
    checks = open(Dialogue.nft(Namespace.of("vpc")));
    pairs = open(Dialogue.nft(Namespace.of("igw")));
  }

  /** Builds it around the VPC's block; the region listens on the loopback port. */
  static Plumbing lay(String block, int regionPort, BoxSettings settings) {
    // Closed security groups let in what answers; open ones let in whatever comes, as it comes.
    String strangers =
        settings.trackedSecurityGroups()
            ? "established, related"
            : "new, established, related, invalid, untracked";
    String port = Integer.toString(regionPort);
    List<String> words =
        List.of("bash", "-c", text("plumbing.sh"), "plumbing", block, port, strangers);
    Namespace.Result result = Namespace.finish(new ProcessBuilder(words));
    if (!result.succeeded()) {
      remove();
      throw new BoxFailed("cannot build the network: " + result.output().strip());
    }
    return new Plumbing(serve(settings.python()));
  }

  private static Process serve(String python) {
    List<String> words = new ArrayList<>(List.of(python, "-c", text("internet.py")));
    words.addAll(List.of(TARGETS.split(",", -1)));
    try {
      Process servers = Namespace.of("internet").start(Map.of(), words);
      String line = servers.inputReader().readLine();
      if (!"serving".equals(line)) {
        servers.destroyForcibly();
        throw new BoxFailed("the internet's server does not serve: " + line);
      }
      return servers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends AutoCloseable> T open(T each) {
    opened.add(each);
    return each;
  }

  Namespace internet() {
    return internet;
  }

  /** {@code ip} in the lab's own namespace. */
  Dialogue lab() {
    return lab;
  }

  /** {@code ip} of the router. */
  Dialogue routes() {
    return routes;
  }

  /** {@code nft} of the router. */
  Dialogue checks() {
    return checks;
  }

  /** {@code nft} of the gateway. */
  Dialogue pairs() {
    return pairs;
  }

  /** A file that stands beside this class. */
  static String text(String name) {
    try (InputStream file = Plumbing.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (AutoCloseable each : opened.reversed()) {
      try {
        each.close();
      } catch (Exception e) {
        throw new BoxFailed("cannot end " + each + ": " + e.getMessage());
      }
    }
    remove();
  }

  private static void remove() {
    for (String name : List.of("internet", "igw", "vpc")) {
      Namespace.of(name).processes().forEach(ProcessHandle::destroyForcibly);
      Namespace.finish(new ProcessBuilder("ip", "netns", "delete", name));
    }
    // The ends on this side would outlive their peers for a moment, and be in the next box's way.
    for (String link : List.of("igw", "metadata")) {
      Namespace.finish(new ProcessBuilder("ip", "link", "delete", link));
    }
  }
}
