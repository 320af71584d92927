package natfailover.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import natfailover.aws.Batch.Blindness;
import natfailover.doctor.Picture;
import natfailover.doctor.Picture.Association;
import natfailover.doctor.Picture.Claim;
import natfailover.doctor.Sight;
import natfailover.plan.Evidence.Probed;
import natfailover.plan.Fleet;
import natfailover.plan.Inquiry;
import natfailover.plan.Inquiry.Question;
import natfailover.plan.ProbeVerdict;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.Address;

/**
 * Sees what the doctor judges. What is asked for one check is asked side by side; checks follow
 * each other, and one that AWS does not answer leaves the others as they are.
 */
public final class Examiner {
  private static final String MOST_ADDRESSES = "vpc-max-elastic-ips";

  private final Clients clients;
  private final Duration patience;

  /**
   * An examiner through these clients.
   *
   * @param patience with a prober; none is asked where that is nothing
   */
  public Examiner(Clients clients, Duration patience) {
    this.clients = clients;
    this.patience = patience;
  }

  /**
   * The picture of a fleet.
   *
   * @param function the controller's own ARN, as it was invoked; empty where it is not known
   */
  public Picture picture(Calls calls, Fleet fleet, String function) {
    GroupReads groups = new GroupReads(clients, fleet.name());
    Sight<List<GroupReads.Seen>> seen = sight(() -> groups.groups(calls));
    SubnetReads subnets = new SubnetReads(clients, calls);
    Sight<Map<String, RoutedTable>> routed = sight(subnets::routed);
    return new Picture(
        fleet,
        sight(() -> claims(calls)),
        sight(() -> associations(calls)),
        then(seen, found -> groups.rooms(calls, found)),
        sight(() -> groups.hooks(calls, fleet)),
        then(seen, found -> groups.launches(calls, found)),
        both(seen, routed, SubnetReads::nodes),
        then(routed, found -> subnets.probers(fleet, found)),
        new ControllerReads(clients, function).setup(calls),
        patience.isPositive() ? Optional.of(probes(calls, fleet)) : Optional.empty(),
        new DryRuns(clients).trials(calls, fleet),
        sight(() -> mostAddresses(calls)));
  }

  static <T> Sight<T> sight(Supplier<T> read) {
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

  private static <T, U, R> Sight<R> both(Sight<T> one, Sight<U> other, BiFunction<T, U, R> join) {
    return switch (one) {
      case Sight.Seen<T>(T value) -> then(other, found -> join.apply(value, found));
      case Sight.Unseen<T>(String because) -> new Sight.Unseen<>(because);
    };
  }

  /**
   * Of each zone whose private subnets are the fleet's; no node is doubted for it. One who gets
   * nothing through is asked again, as in a sweep: a burst of loss is over by then.
   */
  private List<Probed> probes(Calls calls, Fleet fleet) {
    List<Question> questions =
        fleet.zones().stream()
            .filter(zone -> !fleet.tablesOf(zone).isEmpty())
            .map(zone -> new Question(fleet.name(), zone, ""))
            .toList();
    Probers probers = new Probers(clients);
    List<Probed> answers = new ArrayList<>(probers.ask(calls, questions, patience));
    List<Integer> doubts =
        IntStream.range(0, answers.size())
            .filter(index -> speaksAgainst(answers.get(index).verdict()))
            .boxed()
            .toList();
    if (!doubts.isEmpty()) {
      calls.waitUntil(calls.now().plus(Inquiry.PAUSE));
      List<Probed> again =
          probers.ask(calls, doubts.stream().map(questions::get).toList(), patience);
      for (int i = 0; i < again.size(); i++) {
        answers.set(doubts.get(i), again.get(i));
      }
    }
    return answers;
  }

  private static boolean speaksAgainst(ProbeVerdict verdict) {
    return verdict != ProbeVerdict.UNKNOWN && !verdict.passes();
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
