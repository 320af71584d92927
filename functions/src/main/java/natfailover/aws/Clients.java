package natfailover.aws;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The clients of the two services; region, credentials and endpoint come from the environment. */
public record Clients(Ec2Client ec2, AutoScalingClient autoScaling) {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(8);

  /** Clients on one shared connection pool; retries are the {@link Calls}' own business. */
  public static Clients live() {
    return over(http(), DefaultCredentialsProvider.builder().build());
  }

  static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(CONNECT)
        .socketTimeout(ANSWER)
        .build();
  }

  static Clients over(SdkHttpClient http, AwsCredentialsProvider credentials) {
    ClientOverrideConfiguration once =
        ClientOverrideConfiguration.builder().retryStrategy(AwsRetryStrategy.doNotRetry()).build();
    return new Clients(
        Ec2Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .overrideConfiguration(once)
            .build(),
        AutoScalingClient.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .overrideConfiguration(once)
            .build());
  }
}
