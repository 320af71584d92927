package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Site.filter;

import java.util.List;

/** Instances and their status by filters. */
final class InstanceFilterTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.of(
              "instances by (availability-zone|source-dest-check)",
              "\\[0]",
              "<node> > absent",
              "moto does not find instances by availability-zone, nor by a check that the interface"
                  + " has off; AWS does"),
          AWS_DOCUMENTS_OURS.refusal(
              "instances by network-interface.private-ip-address",
              "accepted > 500 no code",
              "moto answers filters on interfaces with a page of HTML; AWS filters"),
          AWS_DOCUMENTS_OURS.refusal(
              "instances by no-such-filter",
              "400 InvalidParameterValue > 500 no code",
              "moto answers an unknown filter with a page of HTML; AWS with an error code"),
          AWS_DOCUMENTS_OURS.of(
              "unreachable instances",
              "\\[0]",
              "false > true",
              "moto ignores the filters of DescribeInstanceStatus and returns all that run; AWS"
                  + " filters"));

  @Override
  public void play(Stage stage) {
    Site site = Site.on(stage);
    String node = site.instance("node", "10.0.0.10");
    String face = site.interfaceOf(node);
    stage
        .ec2()
        .modifyNetworkInterfaceAttribute(
            r -> r.networkInterfaceId(face).sourceDestCheck(v -> v.value(false)));
    filters(site);
  }

  private static void filters(Site site) {
    find(site, "instance-state-name", "running");
    find(site, "instance-type", "t4g.nano");
    find(site, "private-ip-address", "10.0.0.10");
    find(site, "subnet-id", site.subnets().getFirst());
    find(site, "availability-zone", "ap-northeast-1a");
    find(site, "network-interface.private-ip-address", "10.0.0.10");
    find(site, "source-dest-check", "false");
    find(site, "no-such-filter", "1");
    site.stage()
        .ask(
            "unreachable instances",
            () ->
                List.of(
                    !site.stage()
                        .ec2()
                        .describeInstanceStatus(
                            r -> r.filters(filter("instance-status.reachability", "failed")))
                        .instanceStatuses()
                        .isEmpty()));
  }

  private static void find(Site site, String name, String value) {
    site.stage()
        .ask(
            "instances by " + name,
            () ->
                site
                    .stage()
                    .ec2()
                    .describeInstances(r -> r.filters(site.here(), filter(name, value)))
                    .reservations()
                    .stream()
                    .map(found -> found.instances().getFirst().instanceId())
                    .toList());
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
