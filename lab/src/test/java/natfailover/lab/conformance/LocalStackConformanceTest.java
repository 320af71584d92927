package natfailover.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import natfailover.lab.Needed;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** Routes, once more, against LocalStack; its free edition has no Auto Scaling. */
class LocalStackConformanceTest {
  /** The last image that starts without a token. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  /**
   * LocalStack's EC2 is moto's, of another version, behind a front of its own: where moto has a gap
   * it may have another, or none.
   */
  @Test
  void routesAreAnsweredTheSameButWhereMotoHasGaps() throws Exception {
    Needed.HERE.when(
        DockerClientFactory.instance().isDockerAvailable(),
        "no Docker engine runs: our region is not compared with LocalStack");
    Topic topic = new RouteTopic();
    try (LocalStackContainer container = new LocalStackContainer(IMAGE).withServices("ec2")) {
      container.start();
      try (Endpoint theirs = new Endpoint(container.getEndpoint());
          TestedRegion region = TestedRegion.start();
          Endpoint ours = new Endpoint(region.address())) {
        Comparison comparison = Comparison.of(topic, ours.play(topic), theirs.play(topic));
        assertThat(comparison.besideTheGaps()).isEmpty();
      }
    }
  }
}
