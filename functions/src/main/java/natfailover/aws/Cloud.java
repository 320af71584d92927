package natfailover.aws;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What AWS answered to all reads of one sighting. */
record Cloud(
    Instant observedAt,
    List<Instance> instances,
    List<InstanceStatus> statuses,
    List<AutoScalingGroup> groups,
    List<RouteTable> tables,
    List<Subnet> subnets,
    List<Address> addresses,
    List<NatGateway> gateways) {

  /** The fleets that anything here is tagged as part of, sorted by name. */
  List<String> fleets() {
    return Stream.of(
            instances.stream().map(i -> tags(i.tags())),
            groups.stream().map(g -> groupTags(g.tags())),
            tables.stream().map(t -> tags(t.tags())))
        .flatMap(tags -> tags)
        .map(Cloud::fleet)
        .filter(name -> !name.isBlank())
        .distinct()
        .sorted()
        .toList();
  }

  static Map<String, String> tags(List<Tag> tags) {
    return tags.stream().collect(toMap(Tag::key, tag -> text(tag.value()), (a, _) -> a));
  }

  static Map<String, String> groupTags(List<TagDescription> tags) {
    return tags.stream().collect(toMap(TagDescription::key, tag -> text(tag.value()), (a, _) -> a));
  }

  /** The fleet named by these tags; blank when there is none. */
  static String fleet(Map<String, String> tags) {
    return tags.getOrDefault(Reads.FLEET, "");
  }

  /** The zone of each subnet. */
  Map<String, String> zoneOfSubnet() {
    return subnets.stream()
        .filter(subnet -> subnet.availabilityZone() != null)
        .collect(toMap(Subnet::subnetId, Subnet::availabilityZone, (a, _) -> a));
  }

  /** Empty for what AWS does not tell. */
  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  static boolean belongs(List<Tag> tags, String fleet) {
    return fleet.equals(fleet(tags(tags)));
  }

  /** The fleet that an instance is tagged as part of. */
  static Optional<String> fleetOf(String id, List<Instance> instances) {
    return instances.stream()
        .filter(instance -> id.equals(instance.instanceId()))
        .map(instance -> fleet(tags(instance.tags())))
        .filter(name -> !name.isBlank())
        .findFirst();
  }

  /** The ids of those that EC2 runs. */
  static List<String> running(List<Instance> instances) {
    return instances.stream()
        .filter(i -> i.state() != null && i.state().name() == InstanceStateName.RUNNING)
        .map(Instance::instanceId)
        .toList();
  }
}
