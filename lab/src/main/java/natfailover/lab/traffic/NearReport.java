package natfailover.lab.traffic;

import java.util.List;

/** What one program at a private host saw. */
record NearReport(
    int host,
    List<KindReport> flows,
    List<Fate> fates,
    List<Attempt> connections,
    List<Attempt> queries,
    List<UdpCount> datagrams) {}
