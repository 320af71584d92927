package natfailover.aws;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import natfailover.aws.Batch.Blindness;
import natfailover.doctor.Picture;
import natfailover.doctor.Picture.Association;
import natfailover.doctor.Picture.Claim;
import natfailover.doctor.Sight;
import natfailover.plan.Fleet;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.Address;

/**
 * Sees what the doctor judges. What is asked for one check is asked side by side; checks follow
 * each other, and one that AWS does not answer leaves the others as they are.
 */
public final class Examiner {
  private static final String MOST_ADDRESSES = "vpc-max-elastic-ips";

  private final Clients clients;

  public Examiner(Clients clients) {
    this.clients = clients;
  }

  /**
   * The picture of a fleet.
   *
   * @param function the controller's own ARN, as it was invoked; empty where it is not known
   */
  public Picture picture(Calls calls, Fleet fleet, String function) {
    GroupReads groups = new GroupReads(clients, fleet.name());
    Sight<List<GroupReads.Seen>> seen = sight(() -> groups.groups(calls));
    ControllerReads controller = new ControllerReads(clients, function);
    return new Picture(
        fleet,
        sight(() -> claims(calls)),
        sight(() -> associations(calls)),
        then(seen, found -> groups.rooms(calls, found)),
        sight(() -> groups.hooks(calls, fleet)),
        then(seen, found -> groups.launches(calls, found)),
        controller.name(),
        sight(() -> controller.alias(calls)),
        sight(() -> controller.rules(calls)),
        new DryRuns(clients).trials(calls, fleet),
        sight(() -> mostAddresses(calls)),
        sight(() -> controller.concurrency(calls)));
  }

  private static <T> Sight<T> sight(Supplier<T> read) {
    try {
      return new Sight.Seen<>(read.get());
    } catch (Blindness blindness) {
      return new Sight.Unseen<>(blindness.because());
    }
  }

  /** What is read in a second step, where the first succeeded. */
  private static <T, R> Sight<R> then(Sight<T> first, Function<T, R> second) {
    return switch (first) {
      case Sight.Seen<T>(T value) -> sight(() -> second.apply(value));
      case Sight.Unseen<T>(String because) -> new Sight.Unseen<>(because);
    };
  }

  /** The region's tables that carry a fleet's tag or lead to something of a fleet. */
  private List<Claim> claims(Calls calls) {
    Reads reads = new Reads(clients);
    Batch batch = new Batch(calls);
    var instances = batch.add(reads.instances());
    var tables = batch.add(reads.allTables());
    var gateways = batch.add(reads.gateways());
    batch.run();
    RoutedTableAssembler assembler =
        new RoutedTableAssembler(
            new Cloud(
                calls.now(),
                instances.get(),
                List.of(),
                List.of(),
                tables.get(),
                List.of(),
                List.of(),
                gateways.get()));
    return tables.get().stream().map(assembler::table).flatMap(Examiner::claim).toList();
  }

  private static Stream<Claim> claim(RoutedTable table) {
    String fleet = table.tag(RoutedTable.FLEET).orElse("");
    Optional<DefaultRoute.Holder> holder = table.defaultRoute().flatMap(DefaultRoute::holder);
    return fleet.isEmpty() && holder.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Claim(
                table.id(),
                table.vpc(),
                fleet,
                holder.map(DefaultRoute.Holder::id).orElse(""),
                holder.map(DefaultRoute.Holder::fleet).orElse("")));
  }

  private List<Association> associations(Calls calls) {
    return new Batch(calls)
        .only(new Reads(clients).allAddresses()).stream().map(Examiner::association).toList();
  }

  private static Association association(Address address) {
    return new Association(
        Cloud.text(address.allocationId()),
        Cloud.text(address.networkInterfaceId()),
        Cloud.text(address.privateIpAddress()));
  }

  private int mostAddresses(Calls calls) {
    List<Integer> values =
        new Batch(calls)
            .only(
                Call.read(
                    "DescribeAccountAttributes",
                    () ->
                        clients
                            .ec2()
                            .describeAccountAttributes(
                                r -> r.attributeNamesWithStrings(MOST_ADDRESSES))
                            .accountAttributes()
                            .stream()
                            .filter(found -> MOST_ADDRESSES.equals(found.attributeName()))
                            .flatMap(found -> found.attributeValues().stream())
                            .map(AccountAttributeValue::attributeValue)
                            .map(Integer::valueOf)
                            .toList()));
    return values.stream()
        .findFirst()
        .orElseThrow(() -> new Blindness("AWS does not tell " + MOST_ADDRESSES));
  }
}
