package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Site.filter;
import static natfailover.lab.conformance.Site.tag;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Tags on every kind of resource that we tag, and the filters by tag and wildcard. */
final class TagTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.of(
              "gateways (by key|tagged none)",
              "\\[0]",
              "absent > <NAT gateway>",
              "moto ignores the tag filters of DescribeNatGateways and returns all; AWS filters"),
          AWS_DOCUMENTS_OURS.of(
              "no tags left",
              "/Tags.*",
              "absent > .*",
              "moto's DeleteTags without keys deletes none; AWS deletes all"),
          AWS_DOCUMENTS_OURS.refusal(
              "tag as AWS",
              "400 InvalidParameterValue > accepted",
              "moto lets users write tags with AWS's prefix; AWS refuses"));

  @Override
  public void play(Stage stage) {
    var ec2 = stage.ec2();
    Site site = Site.on(stage);
    String table = site.table("table");
    String node = site.instance("node", "10.0.0.10");
    String face = site.interfaceOf(node);
    String address = site.address("address");
    String gateway = site.natGateway("NAT gateway", site.address("gateway's address"));
    List<String> all = List.of(table, node, face, address, gateway);
    stage.ask(
        "tag all", () -> ec2.createTags(r -> r.resources(all).tags(tag("role", "nat & <b>"))));
    stage.ask("tag again", () -> ec2.createTags(r -> r.resources(table).tags(tag("role", "x y"))));
    stage.ask("tags", () -> ec2.describeTags(r -> r.filters(filter("resource-id", table, node))));
    for (String value : List.of("nat & <b>", "nat*", "na? & <b>", "none", "*")) {
      find(site, value);
    }
    stage.ask(
        "tables by key",
        () -> ec2.describeRouteTables(r -> r.filters(site.here(), filter("tag-key", "role"))));
    stage.ask(
        "gateways by key",
        () ->
            ids(ec2.describeNatGateways(r -> r.filter(site.here(), filter("tag-key", "nothing")))));
    stage.ask("gateways of the VPC", () -> ec2.describeNatGateways(r -> r.filter(site.here())));
    stage.ask(
        "untag with another value",
        () -> ec2.deleteTags(r -> r.resources(node).tags(tag("role", "other"))));
    stage.ask("tags kept", () -> ec2.describeTags(r -> r.filters(filter("resource-id", node))));
    stage.ask("untag by key", () -> ec2.deleteTags(r -> r.resources(node).tags(key("role"))));
    stage.ask("untag again", () -> ec2.deleteTags(r -> r.resources(node).tags(key("role"))));
    stage.ask("tags left", () -> ec2.describeTags(r -> r.filters(filter("resource-id", node))));
    stage.ask("untag wholly", () -> ec2.deleteTags(r -> r.resources(table)));
    stage.ask("no tags left", () -> ec2.describeTags(r -> r.filters(filter("resource-id", table))));
    stage.ask("tag as AWS", () -> ec2.createTags(r -> r.resources(node).tags(tag("aws:x", "y"))));
  }

  private static void find(Site site, String value) {
    var ec2 = site.stage().ec2();
    Stage stage = site.stage();
    stage.ask(
        "tables tagged " + value,
        () -> ec2.describeRouteTables(r -> r.filters(site.here(), filter("tag:role", value))));
    stage.ask(
        "instances tagged " + value,
        () -> ec2.describeInstances(r -> r.filters(site.here(), filter("tag:role", value))));
    stage.ask(
        "interfaces tagged " + value,
        () ->
            ec2.describeNetworkInterfaces(r -> r.filters(site.here(), filter("tag:role", value))));
    stage.ask(
        "addresses tagged " + value,
        () -> ec2.describeAddresses(r -> r.filters(filter("tag:role", value))));
    stage.ask(
        "gateways tagged " + value,
        () -> ids(ec2.describeNatGateways(r -> r.filter(site.here(), filter("tag:role", value)))));
  }

  private static Tag key(String key) {
    return Tag.builder().key(key).build();
  }

  private static List<String> ids(DescribeNatGatewaysResponse found) {
    return found.natGateways().stream().map(NatGateway::natGatewayId).toList();
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
