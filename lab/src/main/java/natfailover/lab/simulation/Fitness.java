package natfailover.lab.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.lab.region.Picture.Machine;

/**
 * Which nodes are beyond doubt fit or unfit by what AWS shows of them, and since when: whoever
 * looked later knows. Most doubtful cases are neither.
 */
final class Fitness {
  /** What may still be told of a node that is well again. */
  private static final Duration AFTERMATH = Duration.ofMinutes(5);

  private static final List<String> DOUBTS =
      List.of("suspect-since", "drained-until", "trial-since", "nat-down-since");

  /** How a node stands. */
  enum Standing {
    FIT,
    NEITHER,
    UNFIT
  }

  private record Since(Standing standing, Instant when) {}

  private final World world;
  private final Map<String, Since> nodes = new HashMap<>();
  private final Set<String> ailing = new HashSet<>();
  private final Map<String, Instant> recovered = new HashMap<>();
  private final Set<String> leaving = new HashSet<>();

  Fitness(World world) {
    this.world = world;
  }

  /** Something is the matter with a node from now on. */
  void ails(String node) {
    ailing.add(node);
    look();
  }

  boolean ailing(String node) {
    return ailing.contains(node);
  }

  /** What was the matter with a node is over. */
  void well(String node) {
    ailing.remove(node);
    recovered.put(node, world.now());
    look();
  }

  /** Its group, or AWS, has said that it is about to go. */
  void leaves(String node) {
    leaving.add(node);
    look();
  }

  /** To be called whenever anything has changed. */
  void look() {
    for (Machine machine : world.picture().machines()) {
      Standing standing = standing(machine);
      Since known = nodes.get(machine.id());
      if (known == null || known.standing() != standing) {
        nodes.put(machine.id(), new Since(standing, world.now()));
      }
    }
  }

  private Standing standing(Machine machine) {
    if (!Marks.running(machine)) {
      return machine.state().equals("pending") ? Standing.NEITHER : Standing.UNFIT;
    }
    if (drained(machine) || (ailing.contains(machine.id()) && knownToAil(machine))) {
      return Standing.UNFIT;
    }
    boolean recently =
        Optional.ofNullable(recovered.get(machine.id()))
            .filter(then -> then.plus(AFTERMATH).isAfter(world.now()))
            .isPresent();
    boolean doubtful =
        recently
            || leaving.contains(machine.id())
            || ailing.contains(machine.id())
            || doubted(machine);
    return !doubtful
            && Marks.member(machine)
            && Marks.has(machine, "ready-since")
            && machine.forwards()
        ? Standing.FIT
        : Standing.NEITHER;
  }

  private boolean drained(Machine machine) {
    return Marks.time(machine, "drained-until").filter(world.now()::isBefore).isPresent();
  }

  /** Its tags say so, and it has no time to answer. */
  private boolean knownToAil(Machine machine) {
    boolean over =
        Marks.time(machine, "suspect-until")
            .filter(until -> !world.now().isBefore(until))
            .isPresent();
    return Marks.has(machine, "suspect-since") && !over && !Marks.has(machine, "disputes");
  }

  /** Whether a node's tags say that something is, or may be, the matter with it. */
  static boolean doubted(Machine machine) {
    return DOUBTS.stream().anyMatch(doubt -> Marks.has(machine, doubt));
  }

  /** Whether a node has stood so since before a moment; time alone may have changed that. */
  boolean was(String node, Standing standing, Instant before) {
    Since known = nodes.get(node);
    return known != null
        && known.standing() == standing
        && known.when().isBefore(before)
        && world.picture().machine(node).map(this::standing).filter(standing::equals).isPresent();
  }

  /** The nodes that have stood so since before a moment. */
  List<String> all(Standing standing, Instant before) {
    return nodes.keySet().stream().filter(node -> was(node, standing, before)).sorted().toList();
  }
}
