package natfailover.lab.box;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a box needs of the machine it stands on; all that is missing is named at once. */
public final class Requirements {
  private static final Map<String, String> PACKAGES = packages();

  private Requirements() {}

  private static Map<String, String> packages() {
    Map<String, String> packages = new LinkedHashMap<>();
    packages.put("ip", "iproute2");
    packages.put("nft", "nftables");
    packages.put("conntrack", "conntrack");
    packages.put("nsenter", "util-linux");
    packages.put("unshare", "util-linux");
    packages.put("mount", "mount");
    return packages;
  }

  /**
   * Looks whether all is there.
   *
   * @throws BoxFailed if not, naming what is missing and the cure
   */
  public static void check(BoxSettings settings) {
    if (System.getenv("NAT_FAILOVER_BOX") == null) {
      throw new BoxFailed(
          "this JVM is not in a box: start it by lab/in-a-box java ..., so that nothing of the"
              + " lab's network is left behind or in the way of this machine's own");
    }
    List<String> faults = new ArrayList<>();
    TreeSet<String> lacking = new TreeSet<>();
    PACKAGES.forEach(
        (tool, debian) -> {
          if (found(tool).isEmpty()) {
            faults.add("there is no " + tool);
            lacking.add(debian);
          }
        });
    if (settings.iptables() && found("iptables").isEmpty()) {
      faults.add("there is no iptables, which the nodes' image is to have");
      lacking.add("iptables");
    }
    if (settings.conntrackd() && found("conntrackd").isEmpty()) {
      faults.add("there is no conntrackd, which the nodes' image is to have");
      lacking.add("conntrackd");
    }
    if (found(settings.python()).isEmpty()) {
      faults.add("there is no Python at " + settings.python() + " for the nodes' programs");
      lacking.add("python3");
    }
    if (Files.notExists(Path.of("/proc/sys/net/netfilter/nf_conntrack_max"))) {
      faults.add("the kernel has no connection tracking: modprobe nf_conntrack");
    }
    if (!faults.isEmpty()) {
      String cure = lacking.isEmpty() ? "" : "; apt-get install " + String.join(" ", lacking);
      throw new BoxFailed(String.join("; ", faults) + cure);
    }
  }

  private static Optional<Path> found(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/sbin:/usr/bin");
    return Stream.of(path.split(":", -1))
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
