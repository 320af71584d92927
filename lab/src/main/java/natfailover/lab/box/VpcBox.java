package natfailover.lab.box;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import natfailover.lab.region.Call;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.Topology;
import org.jspecify.annotations.Nullable;

/**
 * A VPC in a box: what the API of a simulated region holds is what packets meet. It needs {@code
 * lab/in-a-box} around its JVM, and there is one box at a time in a JVM. The drawing is {@link
 * Plumbing}'s.
 */
public final class VpcBox implements AutoCloseable {
  private final RegionServer region;
  private final BoxSettings settings;
  private @Nullable Network network;

  private VpcBox(RegionServer region, BoxSettings settings) {
    this.region = region;
    this.settings = settings;
  }

  /** A box that will follow a VPC of the region; complains of all that is missing for it. */
  public static VpcBox open(RegionServer region, BoxSettings settings) {
    Requirements.check(settings);
    return new VpcBox(region, settings);
  }

  /** Builds a VPC as it is now and follows it from now on; one VPC a box. */
  public void follow(String vpcId) {
    if (network != null) {
      throw new IllegalStateException("this box follows a VPC already: open another after it");
    }
    Supplier<Topology> topology = () -> region.read(locked -> locked.topology()).of(vpcId);
    String block =
        topology.get().networks().stream()
            .findFirst()
            .orElseThrow(() -> new BoxFailed("the region has no VPC " + vpcId))
            .block();
    Network built = Network.build(topology, block, region, settings);
    network = built;
    region.onCall(call -> heard(call, built.follower()));
  }

  private static void heard(Call call, Follower follower) {
    if (!call.request().reads()) {
      follower.look();
    }
  }

  private Network network() {
    return Objects.requireNonNull(network, "this box follows no VPC yet");
  }

  /** Returns once packets meet all that the region holds now. */
  public void settle() {
    network().follower().settle();
  }

  /** Has 203.0.113.10 and 203.0.113.11; port 7 says by which address it sees a caller. */
  public Namespace internet() {
    return network().plumbing().internet();
  }

  /** A running instance of the VPC, private hosts included. */
  public Namespace machine(String instanceId) {
    return network().machines().at(instanceId).namespace();
  }

  /** Where a running instance keeps what it installs, and what its boots said. */
  public Disk disk(String instanceId) {
    return network().machines().at(instanceId).disk();
  }

  /** Done when what the instance runs at its start has ended: user data, or the boot's units. */
  public CompletableFuture<Namespace.Result> booted(String instanceId) {
    return network().machines().at(instanceId).booted();
  }

  /** The tutorials' own commands: forwarding on, masquerade, and nobody to help. */
  public void becomeNatByHand(String instanceId) {
    String script = Plumbing.text("nat-by-hand.sh");
    machine(instanceId).must("sh", "-c", script, settings.iptables() ? "iptables" : "nft");
  }

  /** Silent death; EC2 goes on saying running. */
  public void crash(String instanceId) {
    network().faults().crash(instanceId);
  }

  /** User space stands still, nothing is forwarded, pings are answered. */
  public void hang(String instanceId) {
    network().faults().hang(instanceId);
  }

  /** Nothing passes between the instance and the internet; the VPC it still reaches. */
  public void cutEgress(String instanceId) {
    network().faults().cutEgress(instanceId);
  }

  public void mendEgress(String instanceId) {
    network().faults().mendEgress(instanceId);
  }

  /** Two instances no longer hear each other. */
  public void partition(String one, String other) {
    network().faults().partition(one, other);
  }

  /** Ends all partitions. */
  public void heal() {
    network().faults().heal();
  }

  /** Somebody flushes the packet rules of the instance. */
  public void flushRules(String instanceId) {
    network().faults().flushRules(instanceId);
  }

  /** The instance's connection table holds so many entries from now on. */
  public void limitConntrack(String instanceId, int entries) {
    network().faults().limitConntrack(instanceId, entries);
  }

  /** The region as seen by programs beside the box, such as the controller. */
  public URI endpoint() {
    return region.endpoint();
  }

  @Override
  public void close() {
    Network standing = network;
    if (standing != null) {
      standing.close();
    }
  }
}
