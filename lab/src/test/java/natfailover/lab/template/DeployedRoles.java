package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The roles of a deployment of one fleet, called prod, of the VPC vpc-1. */
final class DeployedRoles {
  private static final Map<String, String> ANSWERS =
      Map.ofEntries(
          Map.entry("FleetName", "prod"),
          Map.entry("VpcId", "vpc-1"),
          Map.entry("Zone1", "ap-northeast-1a"),
          Map.entry("Zone1PublicSubnet", "subnet-1"),
          Map.entry("Zone1PrivateSubnets", "subnet-2"),
          Map.entry("Zone1RouteTables", "rtb-1"));

  private DeployedRoles() {}

  static Roles all() {
    Roles roles = new Roles();
    Formation main = new Formation("nat", Translated.TEMPLATE.template(), ANSWERS);
    add(main, roles);
    Map<String, String> fleet = nested(main, "FirstFleet");
    Formation ofFleet = new Formation("fleet", Translated.FLEET.template(), fleet);
    add(ofFleet, roles);
    add(new Formation("zone", Translated.ZONE.template(), nested(ofFleet, "Nodes1")), roles);
    return roles;
  }

  /** The parameters that a stack gives to one nested in it. */
  static Map<String, String> nested(Formation outer, String id) {
    return Formation.parameters(outer.properties(id, DeployedRoles::attribute));
  }

  /** Whatever is referred to has an ARN that tells what it is; a role has its name. */
  private static String attribute(String id, String name) {
    return name.equals("Ref") && id.endsWith("Role") ? id : "arn:aws:lab::" + id + "." + name;
  }

  private static void add(Formation formation, Roles roles) {
    for (String id : formation.order()) {
      JsonNode properties = formation.properties(id, DeployedRoles::attribute);
      if (formation.type(id).equals("AWS::IAM::Role")) {
        roles.add(id, id);
        properties
            .path("Policies")
            .forEach(
                each ->
                    roles.attach(
                        id, each.required("PolicyName").asText(), each.required("PolicyDocument")));
      } else if (formation.type(id).equals("AWS::IAM::Policy")) {
        for (JsonNode role : properties.required("Roles")) {
          roles.attach(role.asText(), id, properties.required("PolicyDocument"));
        }
      }
    }
  }
}
