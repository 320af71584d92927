package natfailover.aws;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import natfailover.doctor.Picture.Hook;
import natfailover.doctor.Picture.Launch;
import natfailover.doctor.Picture.Room;
import natfailover.plan.Fleet;
import natfailover.plan.Group;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptions;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** How a fleet's Auto Scaling groups launch and end nodes, and where. */
final class GroupReads {
  private final Clients clients;
  private final String fleet;

  GroupReads(Clients clients, String fleet) {
    this.clients = clients;
    this.fleet = fleet;
  }

  /**
   * What a group says of its launches.
   *
   * @param keys of the tags that it gives its instances
   */
  record Seen(
      String name,
      List<String> subnets,
      Optional<LaunchTemplateSpecification> template,
      Set<String> keys) {}

  List<Seen> groups(Calls calls) {
    return new Batch(calls)
        .only(new Reads(clients).groups()).stream()
            .filter(group -> fleet.equals(Cloud.fleet(Cloud.groupTags(group.tags()))))
            .map(GroupReads::seen)
            .toList();
  }

  private static Seen seen(AutoScalingGroup group) {
    Set<String> keys = new LinkedHashSet<>();
    group.tags().stream()
        .filter(tag -> Boolean.TRUE.equals(tag.propagateAtLaunch()))
        .map(TagDescription::key)
        .forEach(keys::add);
    String subnets = group.vpcZoneIdentifier() == null ? "" : group.vpcZoneIdentifier();
    return new Seen(
        group.autoScalingGroupName(),
        Stream.of(subnets.split(",", -1)).map(String::strip).filter(id -> !id.isEmpty()).toList(),
        Optional.ofNullable(group.mixedInstancesPolicy())
            .flatMap(policy -> Optional.ofNullable(policy.launchTemplate()))
            .flatMap(mixed -> Optional.ofNullable(mixed.launchTemplateSpecification()))
            .or(() -> Optional.ofNullable(group.launchTemplate())),
        keys);
  }

  List<Room> rooms(Calls calls, List<Seen> groups) {
    List<String> ids = groups.stream().flatMap(group -> group.subnets().stream()).toList();
    Map<String, Integer> free =
        new Batch(calls)
            .only(new Reads(clients).subnets(ids)).stream()
                .filter(subnet -> subnet.availableIpAddressCount() != null)
                .collect(toMap(Subnet::subnetId, Subnet::availableIpAddressCount, (a, _) -> a));
    return groups.stream()
        .flatMap(
            group ->
                group.subnets().stream()
                    .flatMap(
                        id ->
                            Stream.ofNullable(free.get(id))
                                .map(count -> new Room(group.name(), id, count))))
        .toList();
  }

  List<Hook> hooks(Calls calls, Fleet seen) {
    Batch batch = new Batch(calls);
    List<Supplier<List<LifecycleHook>>> answers = new ArrayList<>();
    for (Group group : seen.groups()) {
      answers.add(
          batch.add(
              Call.read(
                  "DescribeLifecycleHooks",
                  () ->
                      clients
                          .autoScaling()
                          .describeLifecycleHooks(r -> r.autoScalingGroupName(group.name()))
                          .lifecycleHooks())));
    }
    batch.run();
    return answers.stream().flatMap(answer -> answer.get().stream()).map(GroupReads::hook).toList();
  }

  private static Hook hook(LifecycleHook hook) {
    return new Hook(
        hook.autoScalingGroupName(),
        hook.lifecycleHookName(),
        "autoscaling:EC2_INSTANCE_LAUNCHING".equals(hook.lifecycleTransition()),
        hook.heartbeatTimeout() == null ? 0 : hook.heartbeatTimeout());
  }

  /** A group without a launch template takes a launch configuration, which has no such tags. */
  List<Launch> launches(Calls calls, List<Seen> groups) {
    Batch batch = new Batch(calls);
    List<Supplier<Launch>> launches = new ArrayList<>();
    for (Seen group : groups) {
      group
          .template()
          .ifPresent(
              template -> {
                Supplier<List<LaunchTemplateVersion>> versions = batch.add(versions(template));
                launches.add(() -> launch(group, versions.get()));
              });
    }
    batch.run();
    return launches.stream().map(Supplier::get).toList();
  }

  private Call<List<LaunchTemplateVersion>> versions(LaunchTemplateSpecification template) {
    String version = template.version() == null ? "$Default" : template.version();
    return Call.read(
        "DescribeLaunchTemplateVersions",
        () ->
            clients
                .ec2()
                .describeLaunchTemplateVersions(
                    r -> r.launchTemplateId(template.launchTemplateId()).versions(version))
                .launchTemplateVersions());
  }

  private static Launch launch(Seen group, List<LaunchTemplateVersion> versions) {
    Set<String> keys = new LinkedHashSet<>(group.keys());
    boolean metadataTags = false;
    for (LaunchTemplateVersion version : versions) {
      ResponseLaunchTemplateData template = version.launchTemplateData();
      if (template != null) {
        metadataTags |= tagsInMetadata(template.metadataOptions());
        template.tagSpecifications().stream()
            .filter(specification -> specification.resourceType() == ResourceType.INSTANCE)
            .flatMap(specification -> specification.tags().stream())
            .map(Tag::key)
            .forEach(keys::add);
      }
    }
    return new Launch(group.name(), metadataTags, keys);
  }

  private static boolean tagsInMetadata(@Nullable LaunchTemplateInstanceMetadataOptions options) {
    return options != null
        && options.instanceMetadataTags() == LaunchTemplateInstanceMetadataTagsState.ENABLED;
  }
}
