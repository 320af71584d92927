package natfailover.lab.region;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A region served over HTTP, a hundred times as fast as AWS, with SDK clients for it. */
abstract class ServedRegion {
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)).build();

  final RegionServer server = startServer();

  final Ec2Client ec2 = configured(Ec2Client.builder().httpClient(http)).build();

  final AutoScalingClient scaling =
      configured(AutoScalingClient.builder().httpClient(http)).build();

  String vpc = "";

  private static RegionServer startServer() {
    try {
      Timing quick = Timing.typical().dividedBy(100);
      return RegionServer.start(RegionSettings.defaults().withTiming(quick));
    } catch (java.io.IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private <B extends AwsClientBuilder<B, C>, C extends SdkClient> B configured(B builder) {
    URI endpoint = server.endpoint();
    return builder
        .endpointOverride(endpoint)
        .region(Region.AP_NORTHEAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIALAB", "secret")));
  }

  @BeforeEach
  void network() {
    vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  @AfterEach
  void close() {
    server.close();
    ec2.close();
    scaling.close();
    http.close();
  }
}
