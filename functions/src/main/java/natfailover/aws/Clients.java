package natfailover.aws;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The clients of the services; region, credentials and endpoint come from the environment.
 *
 * @param lambda built when it is first needed, since a failover does without
 * @param events likewise
 */
public record Clients(
    Ec2Client ec2,
    AutoScalingClient autoScaling,
    Supplier<LambdaClient> lambda,
    Supplier<EventBridgeClient> events) {
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
    return new Clients(
        client(Ec2Client.builder(), http, credentials),
        client(AutoScalingClient.builder(), http, credentials),
        once(() -> client(LambdaClient.builder(), http, credentials)),
        once(() -> client(EventBridgeClient.builder(), http, credentials)));
  }

  private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
      B builder, SdkHttpClient http, AwsCredentialsProvider credentials) {
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static <T> Supplier<T> once(Supplier<T> maker) {
    AtomicReference<@Nullable T> made = new AtomicReference<>();
    return () -> {
      T known = made.get();
      if (known == null) {
        // Made twice at worst, which does no harm.
        known = maker.get();
        made.set(known);
      }
      return known;
    };
  }
}
