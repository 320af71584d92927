package natfailover.lab.account;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The engineer's own access to the region: what a person or CloudFormation would call. */
public record Account(Ec2Client ec2, AutoScalingClient autoScaling) implements AutoCloseable {
  /** Access to the region that listens at an endpoint. */
  public static Account at(URI endpoint, String region) {
    SdkHttpClient http = UrlConnectionHttpClient.create();
    AwsCredentialsProvider engineer =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("ENGINEER", "engineer"));
    return new Account(
        Ec2Client.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .credentialsProvider(engineer)
            .httpClient(http)
            .build(),
        AutoScalingClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .credentialsProvider(engineer)
            .httpClient(http)
            .build());
  }

  @Override
  public void close() {
    ec2.close();
    autoScaling.close();
  }
}
