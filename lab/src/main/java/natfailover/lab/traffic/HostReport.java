package natfailover.lab.traffic;

import java.util.List;

/**
 * What one private host saw.
 *
 * @param host its place in the list of hosts that the load was started with
 */
public record HostReport(
    int host,
    List<KindReport> flows,
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
