package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.Service;

/** Makes Elastic IPs and launch templates. */
public final class NodeMakers {
  private NodeMakers() {}

  /** Adds them to the makers. */
  public static void register(Makers makers, RegionServer region) {
    Query query = new Query(region);
    makers.add("AWS::EC2::EIP", new ElasticIps(query, makers));
    makers.add("AWS::EC2::LaunchTemplate", new LaunchTemplates(query));
  }

  /** Elastic IPs: referred to by the address. */
  private record ElasticIps(Query query, Makers makers) implements Maker {
    @Override
    public Made create(String name, JsonNode properties) {
      String answer = query.call(Service.EC2, "AllocateAddress", Map.of("Domain", "vpc"));
      String id = Query.element(answer, "allocationId");
      Made made = new Made(Query.element(answer, "publicIp"), Map.of("AllocationId", id));
      tag(id, properties);
      query.mark(id, makers.stackOf(name));
      return made;
    }

    private void tag(String id, JsonNode properties) {
      ObjectNode tags = properties.deepCopy();
      tags.retain("Tags");
      Map<String, String> parameters = Query.parameters(Service.EC2, tags);
      parameters.put("ResourceId.1", id);
      query.call(Service.EC2, "CreateTags", parameters);
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      tag(made.value("AllocationId"), after);
      return made;
    }

    /** CloudFormation takes it from what it is with, first. */
    @Override
    public void delete(Made made, JsonNode properties) {
      query.call(Service.EC2, "DisassociateAddress", Map.of("PublicIp", made.ref()));
      Map<String, String> which = Map.of("AllocationId", made.value("AllocationId"));
      query.call(Service.EC2, "ReleaseAddress", which);
    }
  }

  /** Launch templates; the region's have one version each, so another version is another one. */
  private static final class LaunchTemplates implements Maker {
    private final Query query;
    private int versions;

    LaunchTemplates(Query query) {
      this.query = query;
    }

    @Override
    public Made create(String name, JsonNode properties) {
      ObjectNode wanted = properties.deepCopy();
      wanted.retain("LaunchTemplateData");
      Map<String, String> parameters = Query.parameters(Service.EC2, wanted);
      versions++;
      parameters.put("LaunchTemplateName", name + "-" + versions);
      String answer = query.call(Service.EC2, "CreateLaunchTemplate", parameters);
      return new Made(
          Query.element(answer, "launchTemplateId"), Map.of("LatestVersionNumber", "1"));
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      return create("version", after);
    }
  }
}
