package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters and pages, the same for every Describe call. */
class ReadTest {
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
  void filtersMatchWholeValuesAndWildcards() {
    String one = region.instance(subnet);
    region.ec2("CreateTags", "ResourceId.1", one, "Tag.1.Key", "Name", "Tag.1.Value", "nat-a");
    assertThat(instances("tag:Name", "nat-*")).containsExactly(one);
    assertThat(instances("tag:Name", "nat")).isEmpty();
    assertThat(instances("tag:Name", "nat-?", "x")).containsExactly(one);
    assertThat(instances("tag:Name", "nat\\*")).isEmpty();
    assertThat(instances("tag-key", "Name")).containsExactly(one);
    assertThat(instances("instance-state-name", "running", "pending")).containsExactly(one);
    assertThat(instances("availability-zone", "ap-northeast-1a")).containsExactly(one);
    assertThat(instances("availability-zone", "ap-northeast-1c")).isEmpty();
    assertThat(instances("vpc-id", vpc)).containsExactly(one);
    assertThat(instances("subnet-id", subnet)).containsExactly(one);
  }

  @Test
  void severalFiltersMustAllHold() {
    String one = region.instance(subnet);
    Reply reply =
        region.ec2(
            "DescribeInstances",
            "Filter.1.Name",
            "instance-id",
            "Filter.1.Value.1",
            one,
            "Filter.2.Name",
            "instance-state-name",
            "Filter.2.Value.1",
            "stopped");
    assertThat(reply.texts("reservationSet/item")).isEmpty();
  }

  @Test
  void routesAreFoundByTargetAndState() {
    String one = region.instance(subnet);
    String table = region.table(vpc);
    region.ec2(
        "CreateRoute",
        "RouteTableId",
        table,
        "DestinationCidrBlock",
        "0.0.0.0/0",
        "InstanceId",
        one);
    assertThat(tables("route.instance-id", one)).containsExactly(table);
    assertThat(tables("route.state", "blackhole")).isEmpty();
    region.ec2("StopInstances", "InstanceId.1", one);
    region.passSeconds(10);
    assertThat(tables("route.state", "blackhole")).containsExactly(table);
  }

  private List<String> tables(String name, String value) {
    return filtered("DescribeRouteTables", "routeTableSet/item/routeTableId", name, value);
  }

  @Test
  void anUnknownFilterIsRefused() {
    Reply reply =
        region.ec2("DescribeNatGateways", "Filter.1.Name", "nonsense", "Filter.1.Value.1", "x");
    assertThat(reply.error()).isEqualTo("InvalidParameterValue");
    assertThat(reply.message()).isEqualTo("The filter 'nonsense' is invalid");
  }

  @Test
  void pagesGoOnUntilThereIsNoToken() {
    for (int i = 0; i < 11; i++) {
      region.table(vpc);
    }
    List<Integer> sizes = new ArrayList<>();
    List<String> all = new ArrayList<>();
    String token = "";
    do {
      Map<String, String> parameters = VirtualRegion.map("MaxResults", "5");
      if (!token.isEmpty()) {
        parameters.put("NextToken", token);
      }
      Reply page = region.call(Request.ec2("DescribeRouteTables", parameters));
      List<String> ids = page.texts("routeTableSet/item/routeTableId");
      sizes.add(ids.size());
      all.addAll(ids);
      token = page.text("nextToken");
    } while (!token.isEmpty());
    assertThat(sizes).containsExactly(5, 5, 2);
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void theRegionCanMakeEveryPageSmall() {
    region.instance(subnet);
    region.instance(subnet);
    region.region.settings(settings -> settings.withMaximumPage(1));
    Reply first = region.ec2("DescribeInstances");
    assertThat(first.texts("reservationSet/item")).hasSize(1);
    assertThat(first.text("nextToken")).isNotEmpty();
    region.group("one", 0, subnet);
    region.group("two", 0, subnet);
    assertThat(
            region
                .scaling("DescribeAutoScalingGroups")
                .text("DescribeAutoScalingGroupsResult/NextToken"))
        .isNotEmpty();
  }

  @Test
  void pageSizesHaveBounds() {
    assertThat(region.ec2("DescribeRouteTables", "MaxResults", "101").error())
        .isEqualTo("InvalidParameterValue");
    assertThat(region.ec2("DescribeInstances", "MaxResults", "4").error())
        .isEqualTo("InvalidParameterValue");
    String one = region.instance(subnet);
    assertThat(region.ec2("DescribeInstances", "MaxResults", "5", "InstanceId.1", one).error())
        .isEqualTo("InvalidParameterCombination");
    assertThat(region.ec2("DescribeInstances", "NextToken", "nonsense").error())
        .isEqualTo("InvalidNextToken");
  }
}
