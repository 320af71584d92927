package natfailover.lab.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import natfailover.lab.traffic.UdpReport.Direction;

/**
 * What a load saw.
 *
 * @param markNanos {@link System#nanoTime()} of the mark, which all times in here count from
 * @param opening how long it took to open everything
 */
public record LoadReport(long markNanos, Duration opening, List<HostReport> hosts) {
  public LoadReport {
    hosts = List.copyOf(hosts);
  }

  /** One report of each kind of which there was any connection, in the order of the kinds. */
  public List<KindReport> flows() {
    return Arrays.stream(Kind.values()).flatMap(kind -> flow(kind).stream()).toList();
  }

  public Optional<KindReport> flow(Kind kind) {
    return all(HostReport::flows).stream()
        .filter(report -> report.kind() == kind && report.opened() > 0)
        .reduce(KindReport::plus);
  }

  public int opened() {
    return flows().stream().mapToInt(KindReport::opened).sum();
  }

  public int alive() {
    return flows().stream().mapToInt(KindReport::alive).sum();
  }

  /** Of the connections on which a host speaks first, from a port that no other host uses. */
  public Survivors freePorts() {
    return hosts.stream().map(HostReport::freePorts).reduce(new Survivors(0, 0), Survivors::plus);
  }

  /** The stalls of all connections on which somebody speaks all the time. */
  public List<Double> stalls() {
    return flows().stream()
        .filter(flow -> flow.kind().steady())
        .flatMap(flow -> flow.stalls().stream())
        .toList();
  }

  /** New HTTP connections, and the address by which the far end saw each. */
  public NewConnections newConnections() {
    return new NewConnections(all(HostReport::connections));
  }

  /** DNS queries, which are new flows as well. */
  public NewConnections queries() {
    return new NewConnections(all(HostReport::queries));
  }

  public UdpReport udp(Direction direction) {
    return UdpReport.sum(
        direction,
        all(HostReport::udp).stream().filter(udp -> udp.direction() == direction).toList());
  }

  private <T> List<T> all(Function<HostReport, List<T>> part) {
    return hosts.stream().flatMap(host -> part.apply(host).stream()).toList();
  }
}
