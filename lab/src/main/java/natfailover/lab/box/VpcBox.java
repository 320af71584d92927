package natfailover.lab.box;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import natfailover.lab.region.RegionServer;

/** API first; filled in the next commits. */
public final class VpcBox implements AutoCloseable {
  private final RegionServer region;

  private VpcBox(RegionServer region) {
    this.region = region;
  }

  /** Builds the internet, the gateway and the router; needs {@code lab/in-a-box} around it. */
  public static VpcBox open(RegionServer region, BoxSettings settings) {
    return new VpcBox(region);
  }

  /** Builds a VPC and follows the region from now on; one VPC a box. */
  public void follow(String vpcId) {}

  /** Returns once packets meet what the region holds now, whatever the propagation. */
  public void settle() {}

  /** 203.0.113.10 and 203.0.113.11. */
  public Namespace internet() {
    return Namespace.of("internet");
  }

  /** A running instance of the VPC, private hosts included. */
  public Namespace machine(String instanceId) {
    return Namespace.of(instanceId);
  }

  /** Done with the end of what a start of the instance runs: user data, or the boot's units. */
  public CompletableFuture<Namespace.Result> boot(String instanceId) {
    return CompletableFuture.completedFuture(new Namespace.Result(0, instanceId));
  }

  /** The tutorial's commands: forwarding on, masquerade, no agent. */
  public void becomeNatByHand(String instanceId) {}

  /** Silent death; EC2 goes on saying running. */
  public void crash(String instanceId) {}

  /** User space stands still, nothing is forwarded, pings are answered. */
  public void hang(String instanceId) {}

  public void cutEgress(String instanceId) {}

  public void mendEgress(String instanceId) {}

  /** Two instances no longer hear each other. */
  public void partition(String one, String other) {}

  /** Ends all partitions. */
  public void heal() {}

  /** Somebody flushes the packet rules of the instance. */
  public void flushRules(String instanceId) {}

  /** The instance's connection table holds so many entries from now on. */
  public void limitConntrack(String instanceId, int entries) {}

  /** The region as seen by programs beside the box, such as the controller. */
  public URI endpoint() {
    return region.endpoint();
  }

  @Override
  public void close() {}
}
