package natfailover.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import natfailover.plan.Fleet;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;

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

  /** The fleet of this name, if the instance is in it; one read tells when it is not. */
  public Sighting ofMember(Calls calls, String fleet, String instance) {
    Sighting sighting = look(calls, Optional.of(instance), fleet::equals);
    return sighting instanceof Sighting.NotOurs
        ? new Sighting.NotOurs(
            "instance " + instance + " is not in fleet " + fleet + ", or is gone")
        : sighting;
  }

  /**
   * The fleet that a group belongs to; one read tells when there is none. A group does not name its
   * VPC, so that the second step reads the region's, rather than be a third in sequence.
   */
  public Sighting ofGroup(Calls calls, String group) {
    try {
      Optional<String> fleet =
          new Batch(calls)
              .only(reads.group(group)).stream()
                  .filter(found -> group.equals(found.autoScalingGroupName()))
                  .map(found -> Cloud.fleet(Cloud.groupTags(found.tags())))
                  .filter(name -> !name.isBlank())
                  .findFirst();
      return fleet.isPresent()
          ? seen(everything(calls), fleet.get()::equals)
          : new Sighting.NotOurs("group " + group + " has no tag " + Reads.FLEET + ", or is gone");
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
      Optional<String> told =
          about.flatMap(id -> Cloud.fleetOf(id, instances.get())).filter(wanted);
      if (about.isPresent() && told.isEmpty()) {
        return new Sighting.NotOurs(
            "instance " + about.get() + " has no tag " + Reads.FLEET + ", or is gone");
      }
      Predicate<String> fleet = told.<Predicate<String>>map(Predicate::isEqual).orElse(wanted);
      List<Instance> ours =
          instances.get().stream().filter(i -> in(fleet, Cloud.tags(i.tags()))).toList();
      List<RouteTable> known =
          tables == null
              ? List.of()
              : tables.get().stream().filter(t -> in(fleet, Cloud.tags(t.tags()))).toList();
      return seen(around(calls, ours, known), fleet);
    } catch (Batch.Blindness blindness) {
      return new Sighting.Blind(blindness.because());
    }
  }

  /** What the fleet's VPCs hold, or the whole region. */
  private record Surroundings(
      Supplier<List<Instance>> instances,
      Supplier<List<RouteTable>> tables,
      Supplier<List<InstanceStatus>> statuses,
      Supplier<List<Subnet>> subnets) {}

  private Cloud around(Calls calls, List<Instance> instances, List<RouteTable> known) {
    List<String> vpcs =
        Stream.concat(
                instances.stream().map(Instance::vpcId), known.stream().map(RouteTable::vpcId))
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    if (vpcs.isEmpty() && !instances.isEmpty()) {
      // Of an instance that is terminated AWS tells no VPC any more.
      return everything(calls);
    }
    Batch batch = new Batch(calls);
    boolean tablesToRead = known.isEmpty() || known.stream().anyMatch(TableAssembler::isMain);
    Supplier<List<RouteTable>> tables =
        tablesToRead ? batch.add(reads.tablesOf(vpcs)) : () -> known;
    return cloud(
        calls,
        batch,
        new Surroundings(
            () -> instances,
            tables,
            statuses(batch, Cloud.running(instances)),
            batch.add(reads.subnetsOf(vpcs))));
  }

  private Cloud everything(Calls calls) {
    Batch batch = new Batch(calls);
    return cloud(
        calls,
        batch,
        new Surroundings(
            batch.add(reads.instances()),
            batch.add(reads.allTables()),
            batch.add(reads.allStatuses()),
            batch.add(reads.allSubnets())));
  }

  private Cloud cloud(Calls calls, Batch batch, Surroundings surroundings) {
    var groups = batch.add(reads.groups());
    var addresses = batch.add(reads.addresses());
    var gateways = batch.add(reads.gateways());
    batch.run();
    return new Cloud(
        calls.now(),
        surroundings.instances().get(),
        surroundings.statuses().get(),
        groups.get(),
        surroundings.tables().get(),
        surroundings.subnets().get(),
        addresses.get(),
        gateways.get());
  }

  private Supplier<List<InstanceStatus>> statuses(Batch batch, List<String> instances) {
    List<Supplier<List<InstanceStatus>>> parts = new ArrayList<>();
    for (int from = 0; from < instances.size(); from += Reads.MOST_IDS) {
      int to = Math.min(from + Reads.MOST_IDS, instances.size());
      parts.add(batch.add(reads.statuses(instances.subList(from, to))));
    }
    return () -> parts.stream().flatMap(part -> part.get().stream()).toList();
  }

  /** One fleet that cannot be made out does not hide the others. */
  private static Sighting seen(Cloud cloud, Predicate<String> wanted) {
    List<Fleet> fleets = new ArrayList<>();
    Map<String, String> unseen = new TreeMap<>();
    for (String name : cloud.fleets().stream().filter(wanted).toList()) {
      try {
        fleets.add(new FleetAssembler(cloud).fleet(name));
      } catch (RuntimeException unexpected) {
        unseen.put(name, "AWS described it in a way not understood: " + unexpected);
      }
    }
    return new Sighting.Seen(fleets, unseen);
  }

  private static boolean in(Predicate<String> fleet, Map<String, String> tags) {
    return !Cloud.fleet(tags).isBlank() && fleet.test(Cloud.fleet(tags));
  }
}
