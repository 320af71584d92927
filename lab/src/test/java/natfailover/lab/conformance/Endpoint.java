package natfailover.lab.conformance;

import java.net.URI;
import java.time.Duration;
import natfailover.aws.Clients;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** SDK clients for something that answers as AWS does; they never try again. */
final class Endpoint implements AutoCloseable {
  /** To LocalStack a key that is an account's number means that account. */
  private static final String ACCOUNT = "123456789012";

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)).build();
  private final URI address;
  private final Clients clients;

  Endpoint(URI address) {
    this.address = address;
    this.clients =
        new Clients(
            configured(Ec2Client.builder().httpClient(http)).build(),
            configured(AutoScalingClient.builder().httpClient(http)).build(),
            () -> configured(LambdaClient.builder().httpClient(http)).build(),
            () -> configured(EventBridgeClient.builder().httpClient(http)).build());
  }

  private <B extends AwsClientBuilder<B, C>, C extends SdkClient> B configured(B builder) {
    return builder
        .endpointOverride(address)
        .region(Region.AP_NORTHEAST_1)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "secret")));
  }

  /** What the topic is answered here. */
  Stage play(Topic topic) {
    Stage stage = new Stage(clients);
    topic.play(stage);
    return stage;
  }

  @Override
  public void close() {
    clients.ec2().close();
    clients.autoScaling().close();
    http.close();
  }
}
