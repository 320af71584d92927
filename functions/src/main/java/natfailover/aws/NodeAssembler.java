package natfailover.aws;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import natfailover.plan.Attachment;
import natfailover.plan.Checks;
import natfailover.plan.InstanceState;
import natfailover.plan.Lifecycle;
import natfailover.plan.Marks;
import natfailover.plan.Membership;
import natfailover.plan.Node;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusEvent;
import software.amazon.awssdk.services.ec2.model.Placement;

/** Makes nodes of instances, their status checks and their groups' word on them. */
final class NodeAssembler {
  private static final String GROUP = "aws:autoscaling:groupName";

  private final Map<String, InstanceStatus> statuses;
  private final Map<String, Lifecycle> lifecycles;

  NodeAssembler(Cloud cloud) {
    statuses =
        cloud.statuses().stream()
            .collect(toMap(InstanceStatus::instanceId, Function.identity(), (a, _) -> a));
    lifecycles =
        cloud.groups().stream()
            .flatMap(group -> group.instances().stream())
            .collect(
                toMap(
                    software.amazon.awssdk.services.autoscaling.model.Instance::instanceId,
                    i ->
                        new Lifecycle(
                            i.lifecycleStateAsString(), "Unhealthy".equals(i.healthStatus())),
                    (a, _) -> a));
  }

  Node node(Instance instance) {
    Map<String, String> tags = Cloud.tags(instance.tags());
    Marks marks = Marks.of(tags);
    return new Node(
        instance.instanceId(),
        zone(instance),
        attachment(instance),
        Optional.ofNullable(instance.launchTime()).orElse(Instant.EPOCH),
        state(instance),
        checks(instance),
        membership(instance.instanceId(), tags),
        marks,
        marks,
        Set.of(),
        List.of());
  }

  private static String zone(Instance instance) {
    return Optional.ofNullable(instance.placement())
        .map(Placement::availabilityZone)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "instance " + instance.instanceId() + " has no Availability Zone"));
  }

  /** Whether a terminated instance is still somebody's business: its group has not let go of it. */
  boolean heldByGroup(Instance instance) {
    return lifecycles.containsKey(instance.instanceId());
  }

  static InstanceState state(Instance instance) {
    return InstanceState.valueOf(
        instance.state().nameAsString().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private Optional<Membership> membership(String id, Map<String, String> tags) {
    return Optional.ofNullable(tags.get(GROUP))
        .map(
            group ->
                new Membership(
                    group,
                    lifecycles.getOrDefault(id, new Lifecycle("Detached")),
                    Optional.empty()));
  }

  private static Attachment attachment(Instance instance) {
    Optional<InstanceNetworkInterface> primary =
        instance.networkInterfaces().stream()
            .filter(face -> face.attachment() == null || isFirst(face))
            .findFirst();
    List<InstancePrivateIpAddress> addresses =
        primary.map(InstanceNetworkInterface::privateIpAddresses).orElse(List.of());
    return new Attachment(
        primary.map(InstanceNetworkInterface::networkInterfaceId),
        Optional.ofNullable(instance.privateIpAddress()).orElse(""),
        addresses.stream()
            .filter(address -> !Boolean.TRUE.equals(address.primary()))
            .map(InstancePrivateIpAddress::privateIpAddress)
            .sorted()
            .findFirst(),
        addresses.stream()
            .filter(address -> Boolean.TRUE.equals(address.primary()))
            .flatMap(address -> Stream.ofNullable(address.association()))
            .flatMap(association -> Stream.ofNullable(association.publicIp()))
            .findFirst(),
        primary
            .map(InstanceNetworkInterface::sourceDestCheck)
            .or(() -> Optional.ofNullable(instance.sourceDestCheck()))
            .orElse(false));
  }

  private static boolean isFirst(InstanceNetworkInterface face) {
    Integer index = face.attachment().deviceIndex();
    return index == null || index == 0;
  }

  private Checks checks(Instance instance) {
    return Optional.ofNullable(statuses.get(instance.instanceId()))
        .map(NodeAssembler::checks)
        .orElse(new Checks(Checks.Verdict.UNKNOWN, Optional.empty(), Optional.empty()));
  }

  private static Checks checks(InstanceStatus status) {
    List<String> words =
        List.of(status.instanceStatus().statusAsString(), status.systemStatus().statusAsString());
    Checks.Verdict verdict =
        words.contains("impaired")
            ? Checks.Verdict.IMPAIRED
            : words.contains("initializing")
                ? Checks.Verdict.INITIALIZING
                : words.stream().allMatch("ok"::equals)
                    ? Checks.Verdict.OK
                    : Checks.Verdict.UNKNOWN;
    Optional<Instant> impairedSince =
        Stream.of(status.instanceStatus(), status.systemStatus())
            .flatMap(summary -> summary.details().stream())
            .flatMap(detail -> Optional.ofNullable(detail.impairedSince()).stream())
            .min(Instant::compareTo);
    Optional<Instant> plannedEnd =
        status.events().stream()
            .filter(NodeAssembler::stillToCome)
            .flatMap(event -> Optional.ofNullable(event.notBefore()).stream())
            .min(Instant::compareTo);
    return new Checks(verdict, impairedSince, plannedEnd);
  }

  /** AWS keeps an event listed for a while after it ended, and says so in its description. */
  private static boolean stillToCome(InstanceStatusEvent event) {
    String description = String.valueOf(event.description());
    return !description.startsWith("[Completed]") && !description.startsWith("[Canceled]");
  }
}
