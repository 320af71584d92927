package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import natfailover.lab.template.Roles;

/** Makes roles, and the policies that another stack attaches to one. */
public final class RoleMakers {
  private RoleMakers() {}

  /** Adds them to the makers. */
  public static void register(Makers makers, Roles roles) {
    makers.add("AWS::IAM::Role", new RoleMaker(roles));
    makers.add("AWS::IAM::Policy", new PolicyMaker(roles));
    makers.add("AWS::IAM::ManagedPolicy", new PolicyMaker(roles));
  }

  /** Roles with their inline policies. */
  private record RoleMaker(Roles roles) implements Maker {
    @Override
    public Made create(String name, JsonNode properties) {
      roles.add(name, name.replaceAll("-\\d+$", "").replaceAll(".*-", ""));
      attach(name, properties);
      return new Made(name, Map.of("Arn", "arn:aws:iam::123456789012:role/" + name));
    }

    private void attach(String name, JsonNode properties) {
      for (JsonNode policy : properties.path("Policies")) {
        roles.attach(
            name, policy.required("PolicyName").asText(), policy.required("PolicyDocument"));
      }
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      attach(made.ref(), after);
      return made;
    }

    @Override
    public void delete(Made made, JsonNode properties) {
      roles.remove(made.ref());
    }
  }

  /** Policies that stand by themselves. */
  private record PolicyMaker(Roles roles) implements Maker {
    @Override
    public Made create(String name, JsonNode properties) {
      for (JsonNode role : properties.required("Roles")) {
        roles.attach(role.asText(), name, properties.required("PolicyDocument"));
      }
      return new Made(name, Map.of());
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      return create(made.ref(), after);
    }

    @Override
    public void delete(Made made, JsonNode properties) {
      for (JsonNode role : properties.required("Roles")) {
        roles.detach(role.asText(), made.ref());
      }
    }
  }
}
