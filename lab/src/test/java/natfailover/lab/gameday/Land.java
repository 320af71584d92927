package natfailover.lab.gameday;

import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.waiters.Ec2Waiter;

/** A VPC, and its parts one by one, as somebody makes them by hand. */
final class Land {
  /** The SDK's own pace is AWS's, where nothing is there within 15 s. */
  private static final BackoffStrategy SOON =
      BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(100));

  private final Ec2Client ec2;
  final String vpc;
  final Ec2Waiter waiter;

  Land(Ec2Client ec2, String block) {
    this.ec2 = ec2;
    this.vpc = ec2.createVpc(r -> r.cidrBlock(block)).vpc().vpcId();
    this.waiter =
        Ec2Waiter.builder()
            .client(ec2)
            .overrideConfiguration(o -> o.maxAttempts(600).backoffStrategyV2(SOON))
            .build();
  }

  String table() {
    return ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
  }

  /** A table that leads to an internet gateway. */
  String table(String internet) {
    String table = table();
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(internet));
    return table;
  }

  void nat(String table, String gateway) {
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(gateway));
  }

  String subnet(String zone, String block, String table) {
    String subnet =
        ec2.createSubnet(r -> r.vpcId(vpc).availabilityZone(zone).cidrBlock(block))
            .subnet()
            .subnetId();
    ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet));
    return subnet;
  }

  /** An instance that forwards. */
  String natInstance(String subnet) {
    String instance =
        ec2.runInstances(
                r ->
                    r.imageId(Architect.IMAGE)
                        .instanceType(Architect.SIZE)
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(subnet))
            .instances()
            .getFirst()
            .instanceId();
    waiter.waitUntilInstanceRunning(r -> r.instanceIds(instance));
    ec2.modifyInstanceAttribute(
        r -> r.instanceId(instance).sourceDestCheck(value -> value.value(false)));
    return instance;
  }
}
