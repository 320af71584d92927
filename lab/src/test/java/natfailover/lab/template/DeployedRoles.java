package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A deployment of one fleet, called prod, of the VPC vpc-1, whose Elastic IPs are brought. */
final class DeployedRoles {
  private DeployedRoles() {}

  private static Map<String, String> answers() {
    Map<String, String> answers = new HashMap<>(Map.of("FleetName", "prod", "VpcId", "vpc-1"));
    for (int i = 1; i <= 3; i++) {
      answers.put("Zone" + i, "ap-northeast-1" + "_acd".charAt(i));
      answers.put("Zone%dPublicSubnet".formatted(i), "subnet-" + i);
      answers.put("Zone%dPrivateSubnets".formatted(i), "subnet-%d0,subnet-%d1".formatted(i, i));
      answers.put("Zone%dRouteTables".formatted(i), "rtb-" + i);
      answers.put("Zone%dElasticIp".formatted(i), "eipalloc-" + i);
    }
    return answers;
  }

  /** The template, the fleet's and its first zone's, by what each is called. */
  static Map<Translated, Formation> formations() {
    Formation main = new Formation("nat", Translated.TEMPLATE.template(), answers());
    Formation fleet =
        new Formation("fleet", Translated.FLEET.template(), nested(main, "FirstFleet"));
    return Map.of(
        Translated.TEMPLATE,
        main,
        Translated.FLEET,
        fleet,
        Translated.ZONE,
        new Formation("zone", Translated.ZONE.template(), nested(fleet, "Nodes1")));
  }

  /** What every role may do, and every service that a topic lets publish. */
  static Roles all() {
    Roles roles = new Roles();
    each(
        "AWS::IAM::Role",
        (id, properties) -> {
          if (properties.has("ManagedPolicyArns")) {
            throw new AssertionError(id + " has policies that nobody here reads");
          }
          roles.add(id, id);
          properties.path("Policies").forEach(each -> attach(roles, id, each));
        });
    for (String type : List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) {
      each(
          type,
          (id, properties) -> {
            for (JsonNode role : properties.required("Roles")) {
              roles.attach(role.asText(), id, properties.required("PolicyDocument"));
            }
          });
    }
    each(
        "AWS::SNS::TopicPolicy",
        (_, properties) -> {
          for (JsonNode statement : properties.at("/PolicyDocument/Statement")) {
            String service = statement.at("/Principal/Service").asText();
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.putArray("Statement").add(statement);
            roles.add(service, service);
            roles.attach(service, "topic", document);
          }
        });
    return roles;
  }

  private static void attach(Roles roles, String role, JsonNode policy) {
    roles.attach(role, policy.required("PolicyName").asText(), policy.required("PolicyDocument"));
  }

  /** Every resource of a type, by its logical id and its properties. */
  static void each(String type, BiConsumer<String, JsonNode> action) {
    for (Formation formation : formations().values()) {
      formation.order().stream()
          .filter(id -> formation.type(id).equals(type))
          .forEach(id -> action.accept(id, formation.properties(id, DeployedRoles::attribute)));
    }
  }

  /** The parameters that a stack gives to one nested in it. */
  private static Map<String, String> nested(Formation outer, String id) {
    return Formation.parameters(outer.properties(id, DeployedRoles::attribute));
  }

  /** Whatever is referred to has an ARN that tells what it is; what is named by it has its name. */
  private static String attribute(String id, String name) {
    boolean named = name.equals("Ref") && id.matches(".*(Role|SecurityGroup)");
    return named ? id : "arn:aws:lab::" + id + "." + name;
  }
}
