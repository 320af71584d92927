package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHookSpecification;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The region as real SDK clients meet it, over HTTP. */
class RegionServerTest extends ServedRegion {
  private String subnet() {
    return ec2.createSubnet(
            r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24").availabilityZone("ap-northeast-1a"))
        .subnet()
        .subnetId();
  }

  private String run(String subnet) {
    return ec2.runInstances(
            r ->
                r.imageId("ami-0123456789abcdef0")
                    .instanceType("t4g.nano")
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnet)
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.INSTANCE)
                            .tags(Tag.builder().key("Name").value("a & <b>").build())
                            .build()))
        .instances()
        .getFirst()
        .instanceId();
  }

  @Test
  void anSdkReadsBackWhatItWrote() {
    String instance = run(subnet());
    ec2.modifyInstanceAttribute(r -> r.instanceId(instance).sourceDestCheck(v -> v.value(false)));
    ec2.waiter().waitUntilInstanceRunning(r -> r.instanceIds(instance));
    var seen =
        ec2.describeInstances(r -> r.instanceIds(instance))
            .reservations()
            .getFirst()
            .instances()
            .getFirst();
    assertThat(seen.state().name()).isEqualTo(InstanceStateName.RUNNING);
    assertThat(seen.sourceDestCheck()).isFalse();
    assertThat(seen.networkInterfaces().getFirst().sourceDestCheck()).isFalse();
    assertThat(seen.tags().getFirst().value()).isEqualTo("a & <b>");
    String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").instanceId(instance));
    Route route =
        ec2.describeRouteTables(r -> r.routeTableIds(table))
            .routeTables()
            .getFirst()
            .routes()
            .getLast();
    assertThat(route.instanceId()).isEqualTo(instance);
    assertThat(route.state()).isEqualTo(RouteState.ACTIVE);
    assertThat(route.origin()).isEqualTo(RouteOrigin.CREATE_ROUTE);
  }

  @Test
  void errorsReachTheSdkWithTheirCodes() {
    assertThatThrownBy(
            () ->
                ec2.replaceRoute(
                    r ->
                        r.routeTableId("rtb-0123456789abcdef0")
                            .destinationCidrBlock("0.0.0.0/0")
                            .natGatewayId("nat-0123456789abcdef0")))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidRouteTableID.NotFound");
              assertThat(e.requestId()).hasSize(36);
            });
    assertThatThrownBy(
            () -> scaling.setInstanceHealth(r -> r.instanceId("i-1").healthStatus("Unhealthy")))
        .isInstanceOfSatisfying(
            AutoScalingException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
  }

  @Test
  void paginatorsSeeEveryPage() {
    for (int i = 0; i < 7; i++) {
      ec2.createRouteTable(r -> r.vpcId(vpc));
    }
    server.with(region -> region.settings(settings -> settings.withMaximumPage(3)));
    List<String> ids =
        ec2
            .describeRouteTablesPaginator(
                r -> r.filters(Filter.builder().name("vpc-id").values(vpc).build()))
            .routeTables()
            .stream()
            .map(RouteTable::routeTableId)
            .toList();
    assertThat(ids).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void aGroupComesUpThroughItsHookAndTheClock() throws Exception {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    server.onEvent(events::add);
    ec2.createLaunchTemplate(
        r ->
            r.launchTemplateName("nat")
                .launchTemplateData(d -> d.imageId("ami-1").instanceType("t4g.nano")));
    String subnet = subnet();
    scaling.createAutoScalingGroup(
        r ->
            r.autoScalingGroupName("nat")
                .minSize(1)
                .maxSize(1)
                .vpcZoneIdentifier(subnet)
                .launchTemplate(t -> t.launchTemplateName("nat").version("$Latest"))
                .lifecycleHookSpecificationList(
                    LifecycleHookSpecification.builder()
                        .lifecycleHookName("prepare")
                        .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING")
                        .build()));
    Event waiting = next(events, "EC2 Instance-launch Lifecycle Action");
    scaling.completeLifecycleAction(
        r ->
            r.autoScalingGroupName("nat")
                .lifecycleHookName("prepare")
                .lifecycleActionToken(waiting.detail().path("LifecycleActionToken").asText())
                .lifecycleActionResult("CONTINUE"));
    next(events, "EC2 Instance Launch Successful");
    var group = scaling.describeAutoScalingGroups().autoScalingGroups().getFirst();
    assertThat(group.instances().getFirst().lifecycleStateAsString()).isEqualTo("InService");
    assertThat(group.instances().getFirst().healthStatus()).isEqualTo("Healthy");
    assertThat(group.createdTime()).isBeforeOrEqualTo(Instant.now());
  }

  private static Event next(BlockingQueue<Event> events, String detailType) throws Exception {
    while (true) {
      Event event = events.poll(10, TimeUnit.SECONDS);
      assertThat(event).as("an event " + detailType).isNotNull();
      if (event.detailType().equals(detailType)) {
        return event;
      }
    }
  }
}
