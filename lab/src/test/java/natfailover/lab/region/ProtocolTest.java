package natfailover.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for all calls: errors, dry runs, throttling, faults; and PutEvents. */
class ProtocolTest {
  private final VirtualRegion region = new VirtualRegion();
  private String vpc = "";
  private String subnet = "";

  @BeforeEach
  void network() {
    vpc = region.vpc("10.0.0.0/16");
    subnet = region.subnet(vpc, "10.0.0.0/24", "ap-northeast-1a");
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
