package natfailover.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import natfailover.plan.Fleet;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/**
 * Sees fleets as AWS describes them, in two steps of parallel reads: the instances (in a sweep also
 * the tables, which tell the VPC when no instance is left), then everything else. Seven or eight
 * reads in all, whatever the number of fleets, pages not counted.
 */
public final class FleetObserver {
  private final Reads reads;

  /** An observer through these clients. */
  public FleetObserver(Clients clients) {
    this.reads = new Reads(clients);
  }

  /** Every fleet of the account and region. */
  public Sighting all(Calls calls) {
    return look(calls, Optional.empty(), _ -> true);
  }

  /** The fleet of this name. */
  public Sighting named(Calls calls, String fleet) {
    Sighting sighting = look(calls, Optional.empty(), fleet::equals);
    return sighting instanceof Sighting.Seen seen
            && seen.fleets().isEmpty()
            && seen.unseen().isEmpty()
        ? new Sighting.NotOurs("no resource is tagged " + Reads.FLEET + "=" + fleet)
        : sighting;
  }

  /** The fleet that an instance belongs to; one read tells when there is none. */
  public Sighting ofInstance(Calls calls, String instance) {
    return look(calls, Optional.of(instance), _ -> true);
  }

  /** The fleet that a group belongs to; one read tells when there is none. */
  public Sighting ofGroup(Calls calls, String group) {
    try {
      Batch batch = new Batch(calls);
      List<AutoScalingGroup> found = batch.only(reads.group(group));
      return found.stream()
          .flatMap(g -> Stream.ofNullable(Cloud.groupTags(g.tags()).get(Reads.FLEET)))
          .findFirst()
          .map(fleet -> named(calls, fleet))
          .orElseGet(() -> new Sighting.NotOurs("group " + group + " has no tag " + Reads.FLEET));
    } catch (Batch.Blindness blindness) {
      return new Sighting.Blind(blindness.because());
    }
  }

  private Sighting look(Calls calls, Optional<String> about, Predicate<String> wanted) {
    try {
      Batch first = new Batch(calls);
      var instances = first.add(reads.instances());
      var tables = about.isPresent() ? null : first.add(reads.ourTables());
      first.run();
      Predicate<String> fleet = about.map(id -> fleetOf(id, instances.get())).orElse(wanted);
      if (about.isPresent() && instances.get().stream().noneMatch(is(about.get()))) {
        return new Sighting.NotOurs(
            "instance " + about.get() + " has no tag " + Reads.FLEET + ", or is gone");
      }
      List<Instance> ours = instances.get().stream().filter(i -> in(fleet, i)).toList();
      List<RouteTable> known = tables == null ? List.of() : tables.get();
      return seen(second(calls, ours, known), fleet);
    } catch (Batch.Blindness blindness) {
      return new Sighting.Blind(blindness.because());
    }
  }

  private Cloud second(Calls calls, List<Instance> instances, List<RouteTable> known) {
    Collection<String> vpcs =
        Stream.concat(
                instances.stream().map(Instance::vpcId), known.stream().map(RouteTable::vpcId))
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    Batch batch = new Batch(calls);
    boolean tablesToRead = known.isEmpty() || known.stream().anyMatch(TableAssembler::isMain);
    var tables = tablesToRead ? batch.add(reads.tablesOf(vpcs)) : null;
    var statuses = batch.add(reads.statuses(running(instances)));
    var groups = batch.add(reads.groups());
    var subnets = batch.add(reads.subnets(vpcs));
    var addresses = batch.add(reads.addresses());
    var gateways = batch.add(reads.gateways());
    batch.run();
    return new Cloud(
        calls.now(),
        instances,
        statuses.get(),
        groups.get(),
        tables == null ? known : tables.get(),
        subnets.get(),
        addresses.get(),
        gateways.get());
  }

  /** One fleet that cannot be made out does not hide the others. */
  private static Sighting seen(Cloud cloud, Predicate<String> wanted) {
    FleetAssembler assembler = new FleetAssembler(cloud);
    List<Fleet> fleets = new ArrayList<>();
    Map<String, String> unseen = new TreeMap<>();
    for (String name : cloud.fleets().stream().filter(wanted).toList()) {
      try {
        fleets.add(assembler.fleet(name));
      } catch (RuntimeException unexpected) {
        unseen.put(name, "AWS described it in a way not understood: " + unexpected);
      }
    }
    return new Sighting.Seen(fleets, unseen);
  }

  private static Predicate<String> fleetOf(String id, List<Instance> instances) {
    return instances.stream()
        .filter(is(id))
        .map(i -> Cloud.tags(i.tags()).getOrDefault(Reads.FLEET, ""))
        .findFirst()
        .map(Predicate::<String>isEqual)
        .orElse(_ -> false);
  }

  private static Predicate<Instance> is(String id) {
    return instance -> id.equals(instance.instanceId());
  }

  private static boolean in(Predicate<String> fleet, Instance instance) {
    return fleet.test(Cloud.tags(instance.tags()).getOrDefault(Reads.FLEET, ""));
  }

  private static List<String> running(List<Instance> instances) {
    return instances.stream()
        .filter(i -> i.state() != null && i.state().name() == InstanceStateName.RUNNING)
        .map(Instance::instanceId)
        .toList();
  }
}
