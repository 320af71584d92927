package natfailover.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The clients that only the doctor needs, made when it is called: no failover waits for them. */
public record DoctorClients(LambdaClient lambda, EventBridgeClient events) {
  /** Clients by the environment, like all others. */
  public static DoctorClients live() {
    return over(Clients.http(), DefaultCredentialsProvider.builder().build());
  }

  static DoctorClients over(SdkHttpClient http, AwsCredentialsProvider credentials) {
    ClientOverrideConfiguration once =
        ClientOverrideConfiguration.builder().retryStrategy(AwsRetryStrategy.doNotRetry()).build();
    return new DoctorClients(
        LambdaClient.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .overrideConfiguration(once)
            .build(),
        EventBridgeClient.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .overrideConfiguration(once)
            .build());
  }
}
