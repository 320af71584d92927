package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import natfailover.lab.region.Picture;
import natfailover.lab.stack.StackFailed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The Elastic IPs of a fleet outlive its stack, as they do by default, and serve it again. */
class KeptAddressesTest {
  private static final List<String> MADE =
      List.of("Name", "nat-failover:fleet", "nat-failover:zone", "aws:cloudformation:stack-id");

  @Test
  void deployedAgainTheFleetIsRefusedUntilItBringsThemAndThenLeavesByThem() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Map<String, String> answers = premises.twoZones();
      answers.put("KeepElasticIps", "yes");
      Site site = premises.site(answers);
      List<Picture.Elastic> strange = Standing.addresses(cloud);
      Map<String, String> outputs = cloud.stack().create(answers);
      Standing.settled(cloud, site);

      cloud.stack().delete();
      Standing.onlyAddressesAreLeft(cloud, premises);
      List<Picture.Elastic> kept = made(cloud, strange);
      assertThat(kept)
          .extracting(Picture.Elastic::publicIp)
          .containsExactlyInAnyOrder(outputs.get("ElasticIp1"), outputs.get("ElasticIp2"));
      assertThat(kept).allSatisfy(each -> free(each, MADE));

      String first = of(kept, answers.get("Zone1"));
      String second = of(kept, answers.get("Zone2"));
      refused(cloud, answers, first, second);
      Standing.onlyAddressesAreLeft(cloud, premises);
      assertThat(made(cloud, strange)).isEqualTo(kept);

      answers.putAll(Map.of("Zone1ElasticIp", first, "Zone2ElasticIp", second));
      broughtAgain(cloud, answers, outputs, site);
      assertThat(made(cloud, strange)).as("no address but these").hasSameSizeAs(kept);

      cloud.stack().delete();
      Standing.asItWas(cloud, premises);
      assertThat(made(cloud, strange))
          .hasSameSizeAs(kept)
          .allSatisfy(each -> free(each, List.of("Name", "aws:cloudformation:stack-id")));
      assertThat(cloud.notes()).containsOnly("");
      assertThat(cloud.roles().refused()).isEmpty();
    }
  }

  private static void broughtAgain(
      Deployed cloud, Map<String, String> answers, Map<String, String> outputs, Site site) {
    assertThat(cloud.stack().create(answers))
        .containsEntry("ElasticIp1", answers.get("Zone1ElasticIp"))
        .containsEntry("ElasticIp2", answers.get("Zone2ElasticIp"));
    Standing.settled(cloud, site);
    assertThat(Standing.egress(cloud))
        .contains(outputs.get("ElasticIp1"), outputs.get("ElasticIp2"));
  }

  /** What to do is in the words that CloudFormation shows. */
  private static void refused(
      Deployed cloud, Map<String, String> answers, String first, String second) {
    assertThatThrownBy(() -> cloud.stack().create(answers))
        .isInstanceOf(StackFailed.class)
        .hasMessageContainingAll(
            "RouteTablesCheck: Nothing was changed, for 2 reasons",
            "Zone %s has the Elastic IP %s of this fleet".formatted(answers.get("Zone1"), first),
            "Zone %s has the Elastic IP %s of this fleet".formatted(answers.get("Zone2"), second),
            "give its id as the zone's parameter (Zone1ElasticIp for the first zone)",
            "release it: aws ec2 release-address --allocation-id " + first);
  }

  /** The Elastic IPs that were not there before. */
  private static List<Picture.Elastic> made(Deployed cloud, List<Picture.Elastic> before) {
    List<Picture.Elastic> made = new ArrayList<>(Standing.addresses(cloud));
    made.removeAll(before);
    return made;
  }

  private static void free(Picture.Elastic address, List<String> tags) {
    assertThat(address.instance()).isEmpty();
    assertThat(address.tags()).containsOnlyKeys(tags);
  }

  private static String of(List<Picture.Elastic> addresses, @Nullable String zone) {
    return addresses.stream()
        .filter(each -> Objects.equals(zone, each.tags().get("nat-failover:zone")))
        .map(Picture.Elastic::id)
        .findFirst()
        .orElseThrow();
  }
}
