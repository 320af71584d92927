package natfailover.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import natfailover.aws.HandoverChange.Ending;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What on-boarding sees of route tables and Elastic IPs, and how it changes them. */
public final class Handover {
  private final Reads reads;
  private final Holders holders;
  private final HandoverWrites writes;

  /** On-boarding through these clients. */
  public Handover(Clients clients) {
    this.reads = new Reads(clients);
    this.holders = new Holders(clients);
    this.writes = new HandoverWrites(clients);
  }

  /**
   * The region's route tables and Elastic IPs by id, and the zones in which one VPC has subnets.
   *
   * @param tables in every VPC with their subnets, so that what is in a wrong VPC can be told from
   *     what is not there
   */
  public record Landscape(
      Map<String, RoutedTable> tables, Map<String, OwnAddress> addresses, Set<String> zones) {
    /** All that could be somebody's. */
    public Stream<Belonging> all() {
      return Stream.concat(tables.values().stream(), addresses.values().stream());
    }

    /** What there is under an id. */
    public Optional<Belonging> find(String id) {
      return all().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The table that a subnet uses; every subnet that is there uses one. */
    public Optional<RoutedTable> tableOf(String subnet) {
      return tables.values().stream().filter(table -> table.subnet(subnet).isPresent()).findFirst();
    }
  }

  /** AWS did not answer a read, so nothing can be decided. */
  public static final class Unseen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unseen(String because) {
      super(because);
    }
  }

  /**
   * Sees the tables and addresses of the region, five reads side by side.
   *
   * @param vpc whose zones are told
   * @throws Unseen when AWS does not answer
   */
  public Landscape look(Calls calls, String vpc) {
    try {
      Batch batch = new Batch(calls);
      var instances = batch.add(reads.instances());
      var tables = batch.add(reads.allTables());
      var subnets = batch.add(reads.allSubnets());
      var gateways = batch.add(reads.gateways());
      var addresses = batch.add(reads.allAddresses());
      batch.run();
      Cloud cloud =
          new Cloud(
              calls.now(),
              instances.get(),
              List.of(),
              List.of(),
              tables.get(),
              subnets.get(),
              addresses.get(),
              gateways.get());
      RoutedTableAssembler assembler = new RoutedTableAssembler(cloud);
      Map<String, RoutedTable> seen = new TreeMap<>();
      tables.get().forEach(table -> seen.put(table.routeTableId(), assembler.table(table)));
      Map<String, OwnAddress> found = new TreeMap<>();
      addresses
          .get()
          .forEach(address -> found.put(address.allocationId(), assembler.address(address)));
      return new Landscape(seen, found, zones(vpc, subnets.get()));
    } catch (Batch.Blindness blindness) {
      throw new Unseen(blindness.because());
    }
  }

  /**
   * Whether an instance is there to have an address back.
   *
   * @param place as {@link OwnAddress#place} writes it
   * @throws Unseen when AWS does not answer
   */
  public boolean stands(Calls calls, String place) {
    try {
      String face = place.substring(0, Math.max(0, place.indexOf('/')));
      return new Batch(calls).only(holders.has(face));
    } catch (Batch.Blindness blindness) {
      throw new Unseen(blindness.because());
    }
  }

  private static Set<String> zones(String vpc, List<Subnet> subnets) {
    Set<String> zones = new TreeSet<>();
    subnets.stream()
        .filter(subnet -> vpc.equals(subnet.vpcId()) && subnet.availabilityZone() != null)
        .forEach(subnet -> zones.add(subnet.availabilityZone()));
    return zones;
  }

  /** Makes the changes side by side; how each ended, in their order. */
  public List<Ending> apply(Calls calls, List<? extends HandoverChange> changes) {
    List<Call<Ending>> batch = changes.stream().map(writes::call).toList();
    List<Ending> endings = new ArrayList<>();
    for (Attempt<Ending> attempt : calls.run(batch)) {
      endings.add(
          switch (attempt) {
            case Attempt.Answered<Ending>(Ending ending, _) -> ending;
            case Attempt.Refused<Ending>(Failure failure, _) ->
                new Ending.Failed(failure.toString());
          });
    }
    return endings;
  }
}
