package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import natfailover.lab.gameday.Layout.Way;
import natfailover.lab.template.Template;

/** The template of a tutorial's network, as it is written. */
record Example(Template template) {
  private static final String NAT = "NatInstance";

  static Example of(Network tutorial) {
    return new Example(Template.read("examples/" + tutorial.label() + "/template.yaml"));
  }

  Layout layout() {
    Map<String, Way> ways = new TreeMap<>();
    all("AWS::EC2::SubnetRouteTableAssociation")
        .forEach(each -> ways.put(block(each), way(referred(each, "RouteTableId"))));
    return new Layout(
        all("AWS::EC2::VPC").findFirst().orElseThrow().required("CidrBlock").asText(), ways, nat());
  }

  /** The private addresses of its hosts, all of them in this subnet. */
  List<String> hosts(String block) {
    return all("AWS::EC2::Instance")
        .filter(each -> !each.has("NetworkInterfaces"))
        .filter(each -> block(each).equals(block))
        .map(each -> each.path("PrivateIpAddress").asText())
        .toList();
  }

  /** What the NAT instance runs when it starts. */
  String userData() {
    return properties(NAT).at("/UserData/Fn::Base64").asText();
  }

  /** The values of all tags called Name. */
  List<String> names() {
    return template.root().findValues("Tags").stream()
        .flatMap(tags -> tags.valueStream())
        .filter(tag -> tag.path("Key").asText().equals("Name"))
        .map(tag -> tag.path("Value").asText())
        .toList();
  }

  /** Its interface may be a resource of its own, or part of it. */
  private Layout.Nat nat() {
    JsonNode instance = properties(NAT);
    JsonNode face = instance.at("/NetworkInterfaces/0");
    String own = referred(face, "NetworkInterfaceId");
    JsonNode described = own.isEmpty() ? face : properties(own);
    JsonNode checked = own.isEmpty() ? instance : described;
    boolean elastic =
        all("AWS::EC2::EIPAssociation")
            .anyMatch(each -> !own.isEmpty() && referred(each, "NetworkInterfaceId").equals(own));
    return new Layout.Nat(
        block(described),
        described.path("PrivateIpAddress").asText(),
        elastic,
        checked.path("SourceDestCheck").asBoolean(true));
  }

  private Way way(String table) {
    JsonNode route =
        all("AWS::EC2::Route")
            .filter(each -> referred(each, "RouteTableId").equals(table))
            .filter(each -> each.path("DestinationCidrBlock").asText().equals("0.0.0.0/0"))
            .findFirst()
            .orElseThrow();
    if (route.has("GatewayId")) {
      return Way.INTERNET_GATEWAY;
    }
    String face = referred(properties(NAT).at("/NetworkInterfaces/0"), "NetworkInterfaceId");
    String target = referred(route, route.has("InstanceId") ? "InstanceId" : "NetworkInterfaceId");
    if (!target.equals(NAT) && !target.equals(face)) {
      throw new AssertionError("leads elsewhere: " + route);
    }
    return Way.NAT_INSTANCE;
  }

  private String block(JsonNode inSubnet) {
    return properties(referred(inSubnet, "SubnetId")).required("CidrBlock").asText();
  }

  private static String referred(JsonNode properties, String name) {
    return properties.path(name).path("Ref").asText();
  }

  private JsonNode properties(String id) {
    return template.resource(id).required("Properties");
  }

  private Stream<JsonNode> all(String type) {
    return template
        .root()
        .required("Resources")
        .valueStream()
        .filter(each -> each.path("Type").asText().equals(type))
        .map(each -> each.required("Properties"));
  }
}
