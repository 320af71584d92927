package natfailover.lab.node;

import java.nio.file.Path;
import java.util.List;

/** Flows of every kind from the private host of a zone; two of them share a source port. */
final class LastingFlows {
  private LastingFlows() {}

  static Dialogue open(RingNetwork network, int zone, Path log) {
    Command command =
        network
            .on("host" + zone, NodeFiles.python(), NodeFiles.test("lasting_flows.py"))
            .append("open", RingNetwork.INTERNET);
    Dialogue dialogue = Dialogue.with(command, log);
    String one = RingNetwork.hostAddress(zone, 1);
    String other = RingNetwork.hostAddress(zone, 2);
    List.of("echo %s 45000", "idle %s 0").forEach(flow -> dialogue.ask(flow.formatted(one)));
    List.of("echo %s 45000", "push %s 0", "udp %s 0")
        .forEach(flow -> dialogue.ask(flow.formatted(other)));
    return dialogue;
  }
}
