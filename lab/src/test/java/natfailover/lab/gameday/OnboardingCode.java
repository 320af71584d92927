package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import natfailover.lab.region.RegionSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Tries, by the role of on-boarding, what its code would never do; none of it is carried out. */
final class OnboardingCode implements AutoCloseable {
  private final Deployed cloud;
  private final Ec2Client ec2;
  private final Set<String> refused = new TreeSet<>();

  OnboardingCode(Deployed cloud) {
    this.cloud = cloud;
    this.ec2 =
        Ec2Client.builder()
            .endpointOverride(cloud.server().endpoint())
            .region(Region.of(RegionSettings.defaults().region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("ONBOARDING", "onboarding")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  /** Whether its role lets it make a table or an address a fleet's. */
  boolean mayClaim(String resource, String fleet) {
    Tag tag = Tag.builder().key("nat-failover:fleet").value(fleet).build();
    Set<String> before = cloud.roles().refused();
    String said = "";
    try {
      ec2.createTags(r -> r.resources(resource).tags(tag).dryRun(true));
    } catch (Ec2Exception e) {
      said = e.awsErrorDetails().errorCode();
    }
    Set<String> now = cloud.roles().refused();
    now.removeAll(before);
    refused.addAll(now);
    assertThat(said).isIn("DryRunOperation", "UnauthorizedOperation");
    return said.equals("DryRunOperation");
  }

  /** What was refused of all that. */
  Set<String> refused() {
    return refused;
  }

  @Override
  public void close() {
    ec2.close();
  }
}
