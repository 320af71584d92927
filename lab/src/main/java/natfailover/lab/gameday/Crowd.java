package natfailover.lab.gameday;

import natfailover.lab.box.VpcBox;

/** Makes a node's table of connections nearly full, whatever is in it. */
final class Crowd {
  /** Of the table, what is in use from then on. */
  private static final double NEARLY = 0.85;

  private Crowd() {}

  /** Limits the table of a node, and tells to how many. */
  static int into(VpcBox box, String node) {
    String count =
        box.machine(node).must("cat", "/proc/sys/net/netfilter/nf_conntrack_count").strip();
    int limit = (int) Math.ceil(Integer.parseInt(count) / NEARLY);
    box.limitConntrack(node, limit);
    return limit;
  }
}
