package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_NEITHER;
import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** Auto Scaling groups: made, sized, described, and the health of their instances. */
final class GroupTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.refusal(
              "delete while it has members",
              "400 ResourceInUse > accepted",
              "moto deletes a group that has instances without being forced; AWS refuses"),
          AWS_DOCUMENTS_OURS.of(
              "group .*",
              "/AutoScalingGroups\\[0]/HealthCheckGracePeriod",
              "0 > 300",
              "moto's grace period is 300 seconds where none is given; AWS's is 0"),
          AWS_DOCUMENTS_OURS.of(
              "(group|members).*",
              ".*/AvailabilityZone",
              "ap-northeast-1c > ap-northeast-1a",
              "moto launches all instances in the first zone; AWS spreads them"),
          AWS_DOCUMENTS_OURS.refusal(
              "health of another name",
              "400 ValidationError > 500 no code",
              "moto answers with a page of HTML; AWS with an error code"),
          AWS_DOCUMENTS_OURS.of(
              "members",
              ".*/HealthStatus",
              "HEALTHY > Healthy",
              "moto writes health alike in both listings; AWS in capitals in that of instances"),
          AWS_DOCUMENTS_OURS.refusal(
              "more than there may be",
              "400 ValidationError > accepted",
              "moto lets a group be larger than its maximum; AWS refuses"),
          AWS_DOCUMENTS_OURS.refusal(
              "make it again",
              "400 AlreadyExists > accepted",
              "moto makes a group of a name that is taken; AWS refuses"),
          AWS_DOCUMENTS_OURS.of(
              "replaced",
              "\\[0]",
              "true > false",
              "moto does not replace an instance that was said to be unhealthy; AWS does"),
          AWS_DOCUMENTS_OURS.of(
              "take one away",
              "/Activity/(AutoScalingGroupARN|Details)",
              ".* > absent",
              "moto tells neither group nor subnet of an activity; AWS does"),
          AWS_DOCUMENTS_NEITHER.of(
              "take one away",
              "/Activity/(Cause|Progress)",
              ".*",
              "AWS documents neither an activity's wording nor its first progress"));

  @Override
  public void play(Stage stage) {
    Site site = Site.on(stage);
    ScalingSite scaling = new ScalingSite(site);
    String group = scaling.group("nat", 2);
    Played played = new Played(stage, group);
    played.name();
    played.look("made");
    stage.ask(
        "members",
        () -> stage.scaling().describeAutoScalingInstances(r -> r.instanceIds(played.members())));
    members(stage, scaling, played);
    sizes(stage, scaling, played);
    refusals(site, group);
  }

  private static void members(Stage stage, ScalingSite scaling, Played played) {
    String first = played.members().getFirst();
    stage.ask(
        "healthy",
        () -> stage.scaling().setInstanceHealth(r -> r.instanceId(first).healthStatus("Healthy")));
    stage.ask(
        "health of another name",
        () -> stage.scaling().setInstanceHealth(r -> r.instanceId(first).healthStatus("Sick")));
    stage.ask(
        "take one away",
        () ->
            stage
                .scaling()
                .terminateInstanceInAutoScalingGroup(
                    r -> r.instanceId(first).shouldDecrementDesiredCapacity(true)));
    scaling.awaitInService(played.group());
    played.look("one smaller");
  }

  private static void sizes(Stage stage, ScalingSite scaling, Played played) {
    String group = played.group();
    var calls = stage.scaling();
    stage.ask(
        "more than there may be",
        () -> calls.setDesiredCapacity(r -> r.autoScalingGroupName(group).desiredCapacity(9)));
    stage.ask(
        "settle",
        () ->
            calls.updateAutoScalingGroup(
                r -> r.autoScalingGroupName(group).maxSize(2).desiredCapacity(1)));
    scaling.awaitInService(group);
    String last = played.members().getFirst();
    stage.ask(
        "unhealthy",
        () -> stage.scaling().setInstanceHealth(r -> r.instanceId(last).healthStatus("Unhealthy")));
    scaling.awaitInService(group);
    stage.tell("replaced", List.of(!played.members().contains(last)));
  }

  private static void refusals(Site site, String group) {
    Stage stage = site.stage();
    stage.ask(
        "make it again",
        () ->
            stage
                .scaling()
                .createAutoScalingGroup(
                    r ->
                        r.autoScalingGroupName(group)
                            .minSize(0)
                            .maxSize(0)
                            .vpcZoneIdentifier(site.subnets().getFirst())
                            .launchTemplate(t -> t.launchTemplateName("nat-nat-" + site.vpc()))));
    stage.ask(
        "delete while it has members",
        () -> stage.scaling().deleteAutoScalingGroup(r -> r.autoScalingGroupName(group)));
  }

  private record Played(Stage stage, String group) {
    void name() {
      AtomicInteger count = new AtomicInteger();
      members().forEach(id -> stage.named("member " + count.incrementAndGet(), id));
    }

    /** In the order of their zones, which is the same everywhere. */
    List<String> members() {
      return stage
          .scaling()
          .describeAutoScalingGroups(r -> r.autoScalingGroupNames(group))
          .autoScalingGroups()
          .getFirst()
          .instances()
          .stream()
          .sorted(Comparator.comparing(Instance::availabilityZone))
          .map(Instance::instanceId)
          .toList();
    }

    void look(String when) {
      stage.ask(
          "group " + when,
          () -> stage.scaling().describeAutoScalingGroups(r -> r.autoScalingGroupNames(group)));
    }
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
