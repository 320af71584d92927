package natfailover.lab.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.lab.traffic.UdpReport.Direction;

/** Puts together what the programs of both ends saw of one host. */
final class Joined {
  private Joined() {}

  static HostReport host(int host, List<NearReport> reports, List<UdpCount> farCounts) {
    List<NearReport> own = reports.stream().filter(report -> report.host() == host).toList();
    List<UdpCount> counts =
        Stream.concat(own.stream().flatMap(r -> r.datagrams().stream()), farCounts.stream())
            .filter(count -> count.host() == host)
            .toList();
    return new HostReport(
        host,
        Arrays.stream(Kind.values()).map(kind -> kind(kind, own)).toList(),
        freePorts(host, reports),
        own.stream().flatMap(report -> report.connections().stream()).toList(),
        own.stream().flatMap(report -> report.queries().stream()).toList(),
        Arrays.stream(Direction.values()).map(direction -> udp(direction, counts)).toList());
  }

  private static Survivors freePorts(int host, List<NearReport> reports) {
    Set<Integer> taken =
        reports.stream()
            .filter(report -> report.host() != host)
            .flatMap(report -> report.fates().stream())
            .map(Fate::port)
            .collect(Collectors.toSet());
    List<Fate> free =
        reports.stream()
            .filter(report -> report.host() == host)
            .flatMap(report -> report.fates().stream())
            .filter(fate -> fate.kind().hostSpeaks() && !taken.contains(fate.port()))
            .toList();
    return new Survivors(free.size(), (int) free.stream().filter(Fate::alive).count());
  }

  private static KindReport kind(Kind kind, List<NearReport> own) {
    return own.stream()
        .flatMap(report -> report.flows().stream())
        .filter(flows -> flows.kind() == kind)
        .reduce(new KindReport(kind, 0, 0, List.of(), List.of()), KindReport::plus);
  }

  private static UdpReport udp(Direction direction, List<UdpCount> counts) {
    List<UdpCount> own = counts.stream().filter(count -> count.direction() == direction).toList();
    int sent = own.stream().filter(UdpCount::sender).mapToInt(UdpCount::count).sum();
    List<UdpCount> received = own.stream().filter(count -> !count.sender()).toList();
    int arrived = received.stream().mapToInt(UdpCount::count).sum();
    double gap = received.stream().mapToDouble(UdpCount::gapMillis).max().orElse(0);
    return new UdpReport(direction, sent, sent - arrived, gap);
  }
}
