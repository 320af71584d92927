package natfailover.lab.benchmark;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Who sets a benchmark up: a person's own access to the region, apart from the controller's. */
record Engineer(Ec2Client ec2, AutoScalingClient autoScaling) implements AutoCloseable {
  static Engineer at(URI endpoint, String region) {
    SdkHttpClient http = UrlConnectionHttpClient.create();
    return new Engineer(
        configured(Ec2Client.builder().httpClient(http), endpoint, region).build(),
        configured(AutoScalingClient.builder().httpClient(http), endpoint, region).build());
  }

  private static <B extends AwsClientBuilder<B, C>, C> B configured(
      B builder, URI endpoint, String region) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("ENGINEER", "engineer")));
  }

  /** Where the group's only node stands in its life, or nothing when there is none yet. */
  String lifecycleState(String fleet, String zone) {
    return autoScaling.describeAutoScalingInstances().autoScalingInstances().stream()
        .filter(found -> NodeGroups.name(fleet, zone).equals(found.autoScalingGroupName()))
        .map(AutoScalingInstanceDetails::lifecycleState)
        .findFirst()
        .orElse("");
  }

  void continueLaunch(String fleet, String zone, String instance) {
    autoScaling.completeLifecycleAction(
        r ->
            r.autoScalingGroupName(NodeGroups.name(fleet, zone))
                .lifecycleHookName(NodeGroups.LAUNCH_HOOK)
                .instanceId(instance)
                .lifecycleActionResult("CONTINUE"));
  }

  @Override
  public void close() {
    ec2.close();
    autoScaling.close();
  }
}
