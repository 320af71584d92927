package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads that lag, and tags. */
class ConsistencyTest {
  private final VirtualRegion region = new VirtualRegion();
  private String vpc = "";
  private String subnet = "";

  @BeforeEach
  void network() {
    vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
  }

  private List<String> filtered(String action, String path, String name, String... values) {
    Map<String, String> parameters = VirtualRegion.map("Filter.1.Name", name);
    for (int i = 0; i < values.length; i++) {
      parameters.put("Filter.1.Value." + (i + 1), values[i]);
    }
    return region.call(Request.ec2(action, parameters)).texts(path);
  }

  private List<String> instances(String name, String... values) {
    return filtered(
        "DescribeInstances", "reservationSet/item/instancesSet/item/instanceId", name, values);
  }

  @Test
  void laggingReadsShowTheFormerState() {
    String table = region.table(vpc);
    String one = region.instance(subnet);
    region.region.settings(s -> s.withLag(Lag.ROUTES, Duration.ofSeconds(3)));
    region.ec2(
        "CreateRoute",
        "RouteTableId",
        table,
        "DestinationCidrBlock",
        "0.0.0.0/0",
        "InstanceId",
        one);
    assertThat(routes(table)).hasSize(1);
    region.passSeconds(2);
    assertThat(routes(table)).hasSize(1);
    region.passSeconds(1);
    assertThat(routes(table)).hasSize(2);
  }

  private List<String> routes(String table) {
    return region
        .ec2("DescribeRouteTables", "RouteTableId.1", table)
        .texts("routeTableSet/item/routeSet/item/state");
  }

  @Test
  void aNewInstanceIsUnknownToLaggingReads() {
    region.region.settings(s -> s.withLag(Lag.INSTANCES, Duration.ofSeconds(10)));
    String one = region.instance(subnet);
    assertThat(region.describe(one).error()).isEqualTo("InvalidInstanceID.NotFound");
    region.passSeconds(5);
    assertThat(region.instanceText(one, "instanceState/name")).isEqualTo("pending");
    region.passSeconds(5);
    assertThat(region.instanceText(one, "instanceState/name")).isEqualTo("running");
  }

  @Test
  void tagsLagOnTheirOwn() {
    String one = region.instance(subnet);
    region.region.settings(s -> s.withLag(Lag.TAGS, Duration.ofSeconds(3)));
    region.ec2("CreateTags", "ResourceId.1", one, "Tag.1.Key", "k", "Tag.1.Value", "v");
    assertThat(instances("tag:k", "v")).isEmpty();
    region.passSeconds(3);
    assertThat(instances("tag:k", "v")).containsExactly(one);
    assertThat(filtered("DescribeTags", "tagSet/item/resourceId", "key", "k")).containsExactly(one);
  }

  @Test
  void aTagIsDeletedOnlyWithTheValueNamed() {
    String one = region.instance(subnet);
    region.ec2("CreateTags", "ResourceId.1", one, "Tag.1.Key", "k", "Tag.1.Value", "v");
    region.ec2("DeleteTags", "ResourceId.1", one, "Tag.1.Key", "k", "Tag.1.Value", "w");
    assertThat(instances("tag-key", "k")).containsExactly(one);
    region.ec2("DeleteTags", "ResourceId.1", one, "Tag.1.Key", "k");
    assertThat(instances("tag-key", "k")).isEmpty();
  }
}
