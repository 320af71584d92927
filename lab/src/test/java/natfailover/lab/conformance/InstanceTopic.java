package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_NEITHER;
import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Site.filter;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

/** Instances from launch to termination, their status, and the source/destination check. */
final class InstanceTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_NEITHER.of(
              "instance terminated",
              ".*/(NetworkInterfaces\\[0]/.*|PrivateIpAddress|SourceDestCheck|SubnetId|VpcId)",
              "absent > .*",
              "moto leaves a terminated instance all its network; AWS takes it away, but does not"
                  + " say which fields go"),
          AWS_DOCUMENTS_OURS.of(
              "interface of the terminated",
              "/NetworkInterfaces\\[0]/(Attachment/.*|Status)",
              "(absent|available) > .*",
              "moto leaves an interface attached to a terminated instance; AWS detaches it"),
          AWS_DOCUMENTS_OURS.of(
              "launches with one token, twice",
              "\\[0]",
              "1 > 2",
              "moto launches again when a client token comes again; AWS does not"),
          AWS_DOCUMENTS_OURS.refusal(
              "(start|stop) the terminated",
              "400 IncorrectInstanceState > accepted",
              "moto starts and stops a terminated instance; AWS refuses"),
          AWS_DOCUMENTS_OURS.of(
              "terminate again",
              "/TerminatingInstances\\[0]/CurrentState/(Code|Name)",
              "(48 > 32|terminated > shutting-down)",
              "moto lets a terminated instance go once more through shutting-down; AWS's stays"
                  + " terminated"),
          AWS_DOCUMENTS_OURS.of(
              "(instance|interface) (stopped|started|with its .*)",
              ".*/SourceDestCheck",
              "(false > true|true > false)",
              "moto keeps one check for the instance and one for its interface; to AWS the"
                  + " instance's is its interface's"));

  @Override
  public void play(Stage stage) {
    Site site = Site.on(stage);
    String node = site.instance("node", "10.0.0.10");
    String face = site.interfaceOf(node);
    look(stage, "launched", node);
    check(stage, node, face);
    change(stage, node);
    stage.ask("interface of the terminated", () -> faces(stage, face));
    launch(site);
  }

  private static void look(Stage stage, String when, String node) {
    var ec2 = stage.ec2();
    stage.ask("instance " + when, () -> ec2.describeInstances(r -> r.instanceIds(node)));
    stage.ask("status " + when, () -> ec2.describeInstanceStatus(r -> r.instanceIds(node)));
    stage.ask(
        "status of all " + when,
        () -> ec2.describeInstanceStatus(r -> r.instanceIds(node).includeAllInstances(true)));
  }

  private static Object faces(Stage stage, String face) {
    return stage.ec2().describeNetworkInterfaces(r -> r.networkInterfaceIds(face));
  }

  private static void check(Stage stage, String node, String face) {
    var ec2 = stage.ec2();
    stage.ask("interface", () -> faces(stage, face));
    stage.ask(
        "check off by the instance",
        () ->
            ec2.modifyInstanceAttribute(
                r -> r.instanceId(node).sourceDestCheck(v -> v.value(false))));
    stage.ask(
        "attribute",
        () ->
            ec2.describeInstanceAttribute(
                r -> r.instanceId(node).attribute(InstanceAttributeName.SOURCE_DEST_CHECK)));
    stage.ask("instance with its check off", () -> ec2.describeInstances(r -> r.instanceIds(node)));
    stage.ask("interface with its instance's check off", () -> faces(stage, face));
    ec2.modifyInstanceAttribute(r -> r.instanceId(node).sourceDestCheck(v -> v.value(true)));
    stage.ask(
        "check off by the interface",
        () ->
            ec2.modifyNetworkInterfaceAttribute(
                r -> r.networkInterfaceId(face).sourceDestCheck(v -> v.value(false))));
    stage.ask("interface with its check off", () -> faces(stage, face));
    stage.ask(
        "instance with its interface's check off",
        () -> ec2.describeInstances(r -> r.instanceIds(node)));
  }

  private static void change(Stage stage, String node) {
    var ec2 = stage.ec2();
    stage.ask("stop", () -> ec2.stopInstances(r -> r.instanceIds(node)));
    look(stage, "stopped", node);
    stage.ask("start", () -> ec2.startInstances(r -> r.instanceIds(node)));
    look(stage, "started", node);
    stage.ask("terminate", () -> ec2.terminateInstances(r -> r.instanceIds(node)));
    look(stage, "terminated", node);
    stage.ask("terminate again", () -> ec2.terminateInstances(r -> r.instanceIds(node)));
    stage.ask("start the terminated", () -> ec2.startInstances(r -> r.instanceIds(node)));
    stage.ask("stop the terminated", () -> ec2.stopInstances(r -> r.instanceIds(node)));
  }

  /** The same client token twice: AWS launches once. */
  private static void launch(Site site) {
    for (String time : List.of("once", "twice")) {
      site.stage()
          .ec2()
          .runInstances(
              r ->
                  r.imageId(Site.IMAGE)
                      .instanceType("t4g.nano")
                      .minCount(1)
                      .maxCount(1)
                      .subnetId(site.subnets().getLast())
                      .clientToken("token of " + site.vpc()));
      int seen =
          site.stage()
              .ec2()
              .describeInstances(r -> r.filters(filter("subnet-id", site.subnets().getLast())))
              .reservations()
              .size();
      site.stage().tell("launches with one token, " + time, List.of(seen));
    }
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
