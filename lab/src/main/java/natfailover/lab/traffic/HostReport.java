package natfailover.lab.traffic;

import java.util.List;

/**
 * What one private host saw.
 *
 * @param host its place in the list of hosts that the load was started with
 * @param freePorts of the connections on which the host speaks first, from a port that no other
 *     host uses
 */
public record HostReport(
    int host,
    List<KindReport> flows,
    Survivors freePorts,
    List<Attempt> connections,
    List<Attempt> queries,
    List<UdpReport> udp) {
  public HostReport {
    flows = List.copyOf(flows);
    connections = List.copyOf(connections);
    queries = List.copyOf(queries);
    udp = List.copyOf(udp);
  }
}
