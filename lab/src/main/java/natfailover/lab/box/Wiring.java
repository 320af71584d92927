package natfailover.lab.box;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import natfailover.lab.region.Topology;

/** What router and gateway have to hold so that packets meet a topology. */
final class Wiring {
  private static final int FIRST_TABLE = 1000;
  private static final int ZONES = 65_535;
  private final Map<String, Integer> tableNumbers = new HashMap<>();
  private final Map<String, Integer> pairZones = new HashMap<>();
  private int lastZone;

  /** The router's routes and rules; devices are those of the ports that are up. */
  Map<String, Ledger.Entry> router(
      Topology routes, Topology addresses, Map<String, String> devices) {
    Map<String, Ledger.Entry> wanted = new LinkedHashMap<>();
    Map<String, Topology.Port> ports = new TreeMap<>();
    addresses.ports().forEach(port -> ports.put(port.id(), port));
    addresses.ports().stream()
        .filter(port -> devices.containsKey(port.id()))
        .forEach(port -> hosts(port, devices.getOrDefault(port.id(), ""), wanted));
    for (Topology.Table table : routes.tables()) {
      for (Topology.Route route : table.routes()) {
        String where =
            switch (route.target()) {
              case Topology.Target.Gateway _ -> Plumbing.TO_THE_GATEWAY;
              case Topology.Target.Nowhere _ -> "";
              case Topology.Target.Interface(String id) ->
                  devices.containsKey(id) && ports.containsKey(id)
                      ? via(ports.get(id).primary().text(), devices.getOrDefault(id, ""))
                      : "";
            };
        String name = route.destination() + " table " + number(table.id());
        wanted.put("route " + name, route(name, where));
      }
    }
    Map<String, Integer> tables = new HashMap<>();
    routes.subnets().forEach(each -> each.table().ifPresent(t -> tables.put(each.id(), number(t))));
    for (Topology.Port port : addresses.ports()) {
      if (devices.containsKey(port.id()) && tables.containsKey(port.segment())) {
        String device = devices.getOrDefault(port.id(), "");
        wanted.put("rule " + device, rule(device, tables.getOrDefault(port.segment(), 0)));
      }
    }
    return wanted;
  }

  private static String via(String address, String device) {
    return "via " + address + " dev " + device + " onlink";
  }

  private static void hosts(Topology.Port port, String device, Map<String, Ledger.Entry> wanted) {
    for (Topology.Address address : port.addresses()) {
      String host = address.text();
      // The mapping of addresses to interfaces is the VPC's own; nobody is asked by ARP.
      String neighbour = host + " lladdr " + port.hardwareAddress() + " dev " + device;
      wanted.put(
          "neighbour " + host,
          new Ledger.Entry(
              "neigh replace " + neighbour + " nud permanent",
              "neigh del " + host + " dev " + device));
      wanted.put(
          "host " + host,
          new Ledger.Entry(
              "route replace " + host + "/32 dev " + device, "route del " + host + "/32"));
    }
  }

  private static Ledger.Entry route(String name, String where) {
    String kind = where.isEmpty() ? "blackhole " : "";
    return new Ledger.Entry(
        "route replace " + kind + name.replace(" table", " " + where + " table"),
        "route del " + name);
  }

  private static Ledger.Entry rule(String device, int table) {
    String rule = "priority 200 iif " + device + " lookup " + table;
    return new Ledger.Entry("rule add " + rule, "rule del " + rule);
  }

  private int number(String table) {
    return tableNumbers.computeIfAbsent(table, _ -> FIRST_TABLE + tableNumbers.size());
  }

  /** Which interfaces are checked, and what is their own. */
  static Map<String, Ledger.Entry> checks(
      Topology now, Topology addresses, Map<String, String> devices) {
    Map<String, Ledger.Entry> wanted = new LinkedHashMap<>();
    for (Topology.Port port : now.ports()) {
      if (devices.containsKey(port.id()) && port.check()) {
        String device = devices.getOrDefault(port.id(), "");
        wanted.put("check " + device, element("ip eni checked", device));
      }
    }
    for (Topology.Port port : addresses.ports()) {
      if (devices.containsKey(port.id())) {
        for (Topology.Address address : port.addresses()) {
          String pair = devices.get(port.id()) + " . " + address.text();
          wanted.put("owned " + pair, element("ip eni owned", pair));
        }
      }
    }
    return wanted;
  }

  /**
   * The gateway's pairs of public and private addresses. Each pair has a conntrack zone of its own,
   * so that a move acts on live flows at once, with nothing to be flushed.
   */
  Map<String, Ledger.Entry> gateway(Topology addresses) {
    Map<String, Ledger.Entry> wanted = new LinkedHashMap<>();
    boolean attached = addresses.networks().stream().anyMatch(Topology.Network::gateway);
    List<Topology.Port> ports = attached ? addresses.ports() : List.of();
    for (Topology.Port port : ports) {
      for (Topology.Address address : port.addresses()) {
        address.publicAddress().ifPresent(to -> pair(address.text(), to, wanted));
      }
    }
    pairZones.keySet().retainAll(Set.copyOf(wanted.keySet()));
    return wanted;
  }

  private void pair(String own, String seen, Map<String, Ledger.Entry> wanted) {
    String pair = own + " as " + seen;
    int zone = pairZones.computeIfAbsent(pair, _ -> lastZone = lastZone % ZONES + 1);
    Ledger.Entry[] entries = {
      element("ip igw inward", seen + " : " + own),
      element("ip igw outward", own + " : " + seen),
      element("ip igw known", own),
      element("ip igw zones", seen + " : " + zone),
      element("ip igw zones", own + " : " + zone),
    };
    StringBuilder put = new StringBuilder();
    StringBuilder remove = new StringBuilder();
    for (Ledger.Entry entry : entries) {
      put.append(put.isEmpty() ? "" : "; ").append(entry.put());
      remove.append(remove.isEmpty() ? "" : "; ").append(entry.remove());
    }
    wanted.put(pair, new Ledger.Entry(put.toString(), remove.toString()));
  }

  private static Ledger.Entry element(String set, String text) {
    String element = " element " + set + " { " + text + " }";
    return new Ledger.Entry("add" + element, "delete" + element);
  }
}
