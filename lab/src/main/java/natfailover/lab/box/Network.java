package natfailover.lab.box;

import java.util.function.Supplier;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.Topology;

/** What stands once the box follows a VPC. */
record Network(
    Plumbing plumbing, Machines machines, Faults faults, Follower follower, MetadataServer metadata)
    implements AutoCloseable {
  static Network build(
      Supplier<Topology> topology, String block, RegionServer region, BoxSettings settings) {
    Plumbing plumbing = Plumbing.lay(block, region.endpoint().getPort(), settings);
    Machines machines = new Machines(plumbing, settings);
    try {
      String name = region.read(locked -> locked.settings().region());
      MetadataServer metadata = new MetadataServer(topology, name);
      Network network =
          new Network(
              plumbing,
              machines,
              new Faults(plumbing, machines),
              new Follower(topology, plumbing, machines, settings),
              metadata);
      try {
        network.follower.start();
        return network;
      } catch (RuntimeException | Error failed) {
        metadata.close();
        throw failed;
      }
    } catch (RuntimeException | Error failed) {
      machines.close();
      plumbing.close();
      throw failed;
    }
  }

  @Override
  public void close() {
    metadata.close();
    follower.close();
    machines.close();
    plumbing.close();
  }
}
