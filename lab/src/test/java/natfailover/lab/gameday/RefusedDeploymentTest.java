package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import natfailover.lab.region.Picture;
import natfailover.lab.stack.StackFailed;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What cannot become a fleet is refused before any node is launched, and nothing is changed. */
class RefusedDeploymentTest {
  private static final Tag STAGE = Tag.builder().key("nat-failover:fleet").value("stage").build();

  @Test
  void allMistakesAreToldBeforeAnythingIsLaunchedOrTagged() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Map<String, String> answers = premises.answers();
      premises.byHand(zone(answers, 1));
      String byHand = table(premises, answers, 1);
      String staged = table(premises, answers, 2);
      String misplaced = table(premises, answers, 3);
      String strange = elsewhere(cloud);
      cloud.account().ec2().createTags(r -> r.resources(staged).tags(STAGE));
      answers.put("Zone1RouteTables", String.join(",", byHand, strange, misplaced));
      answers.put("Zone3RouteTables", "rtb-0");
      String foreign = subnetElsewhere(cloud, zone(answers, 1));
      answers.put("Zone1PublicSubnet", foreign);
      String shut = answers.getOrDefault("Zone2PrivateSubnets", "");
      answers.put("Zone2PublicSubnet", shut);
      String unserved = answers.getOrDefault("Zone3PrivateSubnets", "");
      int addresses = cloud.account().ec2().describeAddresses().addresses().size();

      assertThatThrownBy(() -> cloud.stack().create(answers))
          .isInstanceOf(StackFailed.class)
          .hasMessageContainingAll(
              "RouteTablesCheck: Nothing was changed, for 8 reasons",
              byHand + " has a default route to eni-",
              strange + " is a table of vpc-",
              staged + " is part of fleet 'stage'",
              misplaced + " is told to serve zone",
              "rtb-0 does not exist",
              foreign + " is a subnet of vpc-",
              shut + " is to be the public subnet of " + zone(answers, 2) + ", but its route table",
              unserved + " is to be served by the node of " + zone(answers, 3) + ", but its");

      nothingIsNew(cloud.lab().picture(), addresses);
      assertThat(cloud.roles().used()).noneMatch(grant -> grant.matches("OnboardingRole .*Tags"));
      assertThat(cloud.roles().refused()).isEmpty();
      cloud.account().ec2().deleteTags(r -> r.resources(staged).tags(STAGE));
      Standing.asItWas(cloud, premises);
    }
  }

  private static void nothingIsNew(Picture picture, int addresses) {
    assertThat(picture.machines()).as("the one built by hand").hasSize(1);
    assertThat(picture.addresses()).hasSize(addresses);
  }

  @Test
  void anUpdateWithAMistakeReplacesNoNodeAndOneWithoutGoesOn() throws IOException {
    try (Deployed cloud = Deployed.region()) {
      Premises premises = Premises.build(cloud.account());
      Site site = premises.lit();
      Map<String, String> answers = premises.answers();
      answers.put("KeepElasticIps", "yes");
      cloud.stack().create(answers);
      Standing.settled(cloud, site);
      Set<String> nodes = Standing.nodes(cloud, site);
      Map<String, String> mistaken = new HashMap<>(answers);
      mistaken.put("Zone1RouteTables", table(premises, answers, 1) + "," + elsewhere(cloud));
      mistaken.put("InstanceTypes", "t4g.micro");
      refused(cloud, mistaken, "is a table of vpc-");
      Map<String, String> astray = new HashMap<>(answers);
      astray.put("Zone1PrivateSubnets", answers.getOrDefault("Zone1PublicSubnet", ""));
      refused(cloud, astray, " is to be served by the node of " + zone(answers, 1));
      assertThat(Standing.nodes(cloud, site)).isEqualTo(nodes);
      Standing.settled(cloud, site);

      Picture.Elastic kept = withoutThirdZone(cloud, answers);
      refused(cloud, answers, "has the Elastic IP " + kept.id() + " of this fleet already");
      assertThat(nodes).containsAll(Standing.nodes(cloud, site));
      answers.put("Zone3ElasticIp", kept.id());
      cloud.stack().update(answers);
      Standing.settled(cloud, site);
      assertThat(Standing.egress(cloud)).contains(kept.publicIp());

      answers.put("KeepElasticIps", "no");
      cloud.stack().update(answers);
      cloud.stack().delete();
      Standing.asItWas(cloud, premises);
      assertThat(Standing.address(cloud, kept.id()).instance()).isEmpty();
      assertThat(cloud.roles().refused()).isEmpty();
    }
  }

  /** The third zone is given up; its address is kept. */
  private static Picture.Elastic withoutThirdZone(Deployed cloud, Map<String, String> answers) {
    Map<String, String> two = new HashMap<>(answers);
    for (String each : List.of("", "PublicSubnet", "PrivateSubnets", "RouteTables")) {
      two.put("Zone3" + each, "");
    }
    cloud.stack().update(two);
    List<Picture.Elastic> kept =
        cloud.lab().picture().addresses().stream()
            .filter(each -> zone(answers, 3).equals(each.tags().get("nat-failover:zone")))
            .toList();
    assertThat(kept).hasSize(1);
    return kept.getFirst();
  }

  private static void refused(Deployed cloud, Map<String, String> answers, String because) {
    assertThatThrownBy(() -> cloud.stack().update(answers))
        .isInstanceOf(StackFailed.class)
        .hasMessageContainingAll("RouteTablesCheck: Nothing was changed", because);
  }

  private static String zone(Map<String, String> answers, int number) {
    return answers.getOrDefault("Zone" + number, "");
  }

  private static String table(Premises premises, Map<String, String> answers, int number) {
    return premises.table(zone(answers, number));
  }

  /** A table of another VPC. */
  private static String elsewhere(Deployed cloud) {
    return new Land(cloud.account().ec2(), "10.61.0.0/16").table();
  }

  /** A subnet of a third one. */
  private static String subnetElsewhere(Deployed cloud, String zone) {
    Land land = new Land(cloud.account().ec2(), "10.62.0.0/16");
    return land.subnet(zone, "10.62.0.0/24", land.table());
  }
}
