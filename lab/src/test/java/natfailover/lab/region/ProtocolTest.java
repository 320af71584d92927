package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for all calls: filters, pages, errors, lag, throttling, faults, PutEvents. */
class ProtocolTest {
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

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertThat(region.ec2("MakeCoffee").error()).isEqualTo("InvalidAction");
    assertThat(region.scaling("MakeCoffee").error()).isEqualTo("InvalidAction");
    Reply missing = region.ec2("CreateVpc");
    assertThat(missing.error()).isEqualTo("MissingParameter");
    assertThat(missing.message()).contains("CidrBlock");
    assertThat(region.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16", "DryRun", "yes").error())
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void aDryRunMakesNothing() {
    assertThat(region.ec2("AllocateAddress", "DryRun", "true").error())
        .isEqualTo("DryRunOperation");
    assertThat(region.ec2("DescribeAddresses").texts("addressesSet/item")).isEmpty();
  }

  @Test
  void laggingReadsShowTheFormerState() {
    String table = region.table(vpc);
    String one = region.instance(subnet);
    region.region.settings(s -> s.withLag(Lag.ROUTES, Duration.ofSeconds(3)));
    region.passSeconds(5);
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

  @Test
  void eachApiHasItsBucketAndItsRefill() {
    region.region.settings(settings -> settings.withThrottling(true));
    String table = region.table(vpc);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      statuses.add(
          region
              .ec2("DeleteRoute", "RouteTableId", table, "DestinationCidrBlock", "1.0.0.0/8")
              .status());
    }
    assertThat(statuses.subList(0, 50)).containsOnly(400);
    assertThat(statuses.getLast()).isEqualTo(503);
    Reply refused =
        region.ec2("DeleteRoute", "RouteTableId", table, "DestinationCidrBlock", "1.0.0.0/8");
    assertThat(refused.error()).isEqualTo("RequestLimitExceeded");
    assertThat(region.ec2("DescribeRouteTables").status()).isEqualTo(200);
    region.passSeconds(1);
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      errors.add(
          region
              .ec2("DeleteRoute", "RouteTableId", table, "DestinationCidrBlock", "1.0.0.0/8")
              .error());
    }
    assertThat(errors).containsOnlyOnce("RequestLimitExceeded");
  }

  @Test
  void autoScalingThrottlesInItsOwnWords() {
    region.region.settings(settings -> settings.withThrottling(true));
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      replies.add(region.scaling("DescribeAutoScalingGroups"));
    }
    assertThat(replies.getLast().status()).isEqualTo(400);
    assertThat(replies.getLast().error()).isEqualTo("Throttling");
  }

  @Test
  void callsFailAsOftenAsTold() {
    region.region.failCalls("DescribeVpcs", "UnauthorizedOperation", 2);
    assertThat(region.ec2("DescribeVpcs").status()).isEqualTo(403);
    assertThat(region.ec2("DescribeVpcs").error()).isEqualTo("UnauthorizedOperation");
    assertThat(region.ec2("DescribeVpcs").status()).isEqualTo(200);
  }

  @Test
  void putEventsTakesWhatIsNotAws() throws Exception {
    Answer answer =
        region.region.call(
            Request.events(
                "PutEvents",
                """
                {"Entries": [
                  {"Source": "nat.node", "DetailType": "Ready", "Detail": "{\\"a\\":1}",
                   "Resources": ["x"]},
                  {"Source": "aws.ec2", "DetailType": "Ready", "Detail": "{}"},
                  {"Source": "nat.node", "DetailType": "Ready", "Detail": "no"}]}
                """),
            region.now());
    var body = new ObjectMapper().readTree(answer.body());
    assertThat(body.path("FailedEntryCount").asInt()).isEqualTo(2);
    assertThat(body.path("Entries").path(1).path("ErrorCode").asText())
        .isEqualTo("NotAuthorizedForSourceException");
    assertThat(body.path("Entries").path(2).path("ErrorCode").asText())
        .isEqualTo("MalformedDetail");
    Event put = region.lastEvent("Ready");
    assertThat(put.detail().path("a").asInt()).isEqualTo(1);
    assertThat(body.path("Entries").path(0).path("EventId").asText())
        .isEqualTo(put.document().path("id").asText());
  }

  @Test
  void nothingHappensBeforeItIsDue() {
    region.ec2(
        "RunInstances", "ImageId", "ami-1", "MinCount", "1", "MaxCount", "1", "SubnetId", subnet);
    assertThat(region.region.nextDue())
        .contains(VirtualRegion.START.plus(region.region.settings().timing().pending()));
  }
}
