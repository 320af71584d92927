package natfailover.lab.box;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import natfailover.lab.region.Topology;

/** What one instance's metadata say now. */
record Metadata(
    Topology topology, Topology.Machine machine, Topology.Port port, String regionName) {
  private static final String ROLE = "nat-failover-node";
  private static final Duration LIFETIME = Duration.ofHours(6);

  /** Of the running instance that has an address. */
  static Optional<Metadata> of(Topology topology, String address, String regionName) {
    return topology.ports().stream()
        .filter(port -> port.addresses().stream().anyMatch(each -> each.text().equals(address)))
        .findFirst()
        .flatMap(
            port ->
                port.machine()
                    .map(topology.machinesById()::get)
                    .map(machine -> new Metadata(topology, machine, port, regionName)));
  }

  /** The text at a path, or what a folder holds, one a line. */
  Optional<String> read(String path, Instant now) {
    Map<String, String> all = texts(now);
    String text = all.get(path);
    if (text != null) {
      return Optional.of(text);
    }
    String folder = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    TreeSet<String> children = new TreeSet<>();
    for (String each : all.keySet()) {
      if (each.startsWith(folder)) {
        String rest = each.substring(folder.length());
        int slash = rest.indexOf('/');
        children.add(slash < 0 ? rest : rest.substring(0, slash + 1));
      }
    }
    return children.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", children));
  }

  private Map<String, String> texts(Instant now) {
    Map<String, String> all = new TreeMap<>();
    all.put("instance-id", machine.id());
    all.put("placement/availability-zone", machine.zone());
    all.put("placement/region", regionName);
    all.put("mac", port.hardwareAddress());
    all.put("local-ipv4", port.primary().text());
    port.primary().publicAddress().ifPresent(each -> all.put("public-ipv4", each));
    topology.ports().stream()
        .filter(each -> each.machine().equals(Optional.of(machine.id())))
        .forEach(each -> describe(each, all));
    machine.tags().forEach((key, value) -> all.put("tags/instance/" + key, value));
    all.put("iam/security-credentials/" + ROLE, credentials(now));
    return all;
  }

  private void describe(Topology.Port each, Map<String, String> all) {
    String folder = "network/interfaces/macs/" + each.hardwareAddress() + "/";
    all.put(folder + "interface-id", each.id());
    all.put(folder + "device-number", Integer.toString(each.index()));
    all.put(folder + "mac", each.hardwareAddress());
    all.put(folder + "subnet-id", each.segment());
    all.put(folder + "vpc-id", machine.network());
    all.put(
        folder + "local-ipv4s",
        each.addresses().stream().map(Topology.Address::text).collect(Collectors.joining("\n")));
    topology.subnets().stream()
        .filter(segment -> segment.id().equals(each.segment()))
        .forEach(segment -> all.put(folder + "subnet-ipv4-cidr-block", segment.block()));
    all.put(
        folder + "vpc-ipv4-cidr-blocks",
        topology.networks().stream()
            .map(Topology.Network::block)
            .collect(Collectors.joining("\n")));
  }

  /** Of the role; the key is the instance's id, so that calls show who made them. */
  private String credentials(Instant now) {
    Instant until = now.plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    return """
    {"Code":"Success","LastUpdated":"%s","Type":"AWS-HMAC","AccessKeyId":"%s",\
    "SecretAccessKey":"secret-of-%s","Token":"token-of-%s","Expiration":"%s"}\
    """
        .formatted(
            now.truncatedTo(ChronoUnit.SECONDS), machine.id(), machine.id(), machine.id(), until);
  }
}
