package natfailover.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.plan.Evidence.Probed;
import natfailover.plan.Fleet;

/**
 * A fleet and what it depends on, as seen at one moment.
 *
 * @param claims every route table that any fleet claims
 * @param addresses every Elastic IP of the region
 * @param subnets where groups put their nodes
 * @param hooks of the fleet's groups
 * @param launches how each group launches a node
 * @param nodes where the groups put them
 * @param probers where they look from, by zone
 * @param setup of the controller itself
 * @param probes what the probers say; empty where none is to be asked
 * @param trials of what the controller has to be permitted
 * @param mostAddresses how many Elastic IPs the account may have
 */
public record Picture(
    Fleet fleet,
    Sight<List<Claim>> claims,
    Sight<List<Association>> addresses,
    Sight<List<Room>> subnets,
    Sight<List<Hook>> hooks,
    Sight<List<Launch>> launches,
    Sight<List<Place>> nodes,
    Sight<Map<String, Sight<List<Place>>>> probers,
    Setup setup,
    Optional<List<Probed>> probes,
    List<Trial> trials,
    Sight<Integer> mostAddresses) {
  /**
   * A route table that a fleet claims by its tag, or by a default route to something of its own.
   *
   * @param fleet by the tag; empty for none
   * @param target what the default route points at, where that belongs to a fleet
   * @param targetFleet the fleet that it belongs to; empty for none
   */
  public record Claim(String table, String vpc, String fleet, String target, String targetFleet) {}

  /** An Elastic IP, and where it is; empty texts where it is nowhere. */
  public record Association(String allocation, String networkInterface, String privateAddress) {}

  /** How many private addresses are left where a group puts its nodes. */
  public record Room(String group, String subnet, int free) {}

  /**
   * A subnet, and how it is routed.
   *
   * @param user what is in it: the nodes of this group, or the prober of this zone
   * @param way what its table's default route leads to, if that is there
   */
  public record Place(String user, String subnet, String table, Optional<String> way) {}

  /** A lifecycle hook. */
  public record Hook(String group, String name, boolean launching, int heartbeatSeconds) {}

  /**
   * How a group launches a node.
   *
   * @param metadataTags whether the node sees its tags in the instance metadata
   * @param keys of the tags that it is given
   */
  public record Launch(String group, boolean metadataTags, Set<String> keys) {}

  /** Whether a call would be permitted. */
  public enum Permission {
    GRANTED,
    DENIED,
    UNKNOWN
  }

  /**
   * A call that was tried without being made.
   *
   * @param action as policies name it
   * @param because AWS's word, where it is not permitted or not known
   */
  public record Trial(String action, String resource, Permission permission, String because) {}
}
