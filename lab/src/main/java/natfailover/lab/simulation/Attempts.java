package natfailover.lab.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;

/** The writes that one invocation has tried, and which of them it did not bring to an end. */
final class Attempts {
  private final Map<String, Attempt> open = new LinkedHashMap<>();

  /**
   * A write in the words of the report.
   *
   * @param kind the kind of action
   */
  record Attempt(String kind, String resource) {}

  /** A write sets out; unless it succeeds in the end, the report has to tell. */
  void begun(Request write, World world) {
    open.put(subject(write), attempt(write, world));
  }

  /** It is done, or there was nothing to do any more, which is no failure. */
  void over(Request write) {
    open.remove(subject(write));
  }

  /** What was tried and, as far as its author can know, not done. */
  List<Attempt> failed() {
    return List.copyOf(open.values());
  }

  /** A route that cannot be replaced is created; tags are apart, since each may be another's. */
  private static String subject(Request write) {
    return switch (write.action()) {
      case "CreateRoute", "ReplaceRoute" -> "route of " + write.parameters().get("RouteTableId");
      case "CreateTags", "DeleteTags", "CreateOrUpdateTags" -> Words.of(write);
      default -> (isTrial(write) ? "trial of " : "") + write.action() + " of " + resource(write);
    };
  }

  private static boolean isTrial(Request write) {
    return "true".equals(write.parameters().get("DryRun"));
  }

  private static String resource(Request write) {
    Map<String, String> parameters = write.parameters();
    return switch (write.action()) {
      case "CreateRoute", "ReplaceRoute" -> parameters.getOrDefault("RouteTableId", "");
      case "AssociateAddress" -> parameters.getOrDefault("AllocationId", "");
      case "ModifyNetworkInterfaceAttribute" -> parameters.getOrDefault("NetworkInterfaceId", "");
      case "CreateTags", "DeleteTags" -> parameters.getOrDefault("ResourceId.1", "");
      case "CreateOrUpdateTags" -> parameters.getOrDefault("Tags.member.1.ResourceId", "");
      default -> parameters.getOrDefault("InstanceId", "");
    };
  }

  private static Attempt attempt(Request write, World world) {
    String resource = resource(write);
    return switch (write.action()) {
      case "CreateRoute", "ReplaceRoute" -> new Attempt("pointRoute", resource);
      case "AssociateAddress" ->
          new Attempt(isTrial(write) ? "tryAddress" : "moveAddress", resource);
      case "ModifyNetworkInterfaceAttribute" ->
          new Attempt(
              "disableSourceDestCheck", world.machine(resource).map(Machine::id).orElse(resource));
      case "CompleteLifecycleAction" -> new Attempt("completeLifecycle", resource);
      case "SetInstanceHealth" -> new Attempt("condemn", resource);
      case "CreateTags", "CreateOrUpdateTags" -> new Attempt("tag", resource);
      case "DeleteTags" -> new Attempt("untag", resource);
      default -> throw new IllegalArgumentException("no report has a word for " + Words.of(write));
    };
  }
}
