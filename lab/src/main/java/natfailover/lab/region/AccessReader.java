package natfailover.lab.region;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import natfailover.lab.region.Access.Subject;

/**
 * Tells for which resources an action is evaluated, and with which condition keys, as AWS's service
 * authorization reference has it. Actions that are not listed here are evaluated for all resources.
 */
final class AccessReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TAG_KEYS = "aws:TagKeys";

  /** The target of a route is not evaluated: no policy can limit it. */
  private static final Map<String, List<String>> EC2 =
      Map.of(
          "CreateRoute", List.of("RouteTableId"),
          "ReplaceRoute", List.of("RouteTableId"),
          "DeleteRoute", List.of("RouteTableId"),
          "AssociateAddress", List.of("AllocationId", "NetworkInterfaceId", "InstanceId"),
          "ModifyInstanceAttribute", List.of("InstanceId"),
          "ModifyNetworkInterfaceAttribute", List.of("NetworkInterfaceId"));

  private final Ec2 ec2;
  private final AutoScaling scaling;
  private final Functions functions;

  AccessReader(Ec2 ec2, AutoScaling scaling, Functions functions) {
    this.ec2 = ec2;
    this.scaling = scaling;
    this.functions = functions;
  }

  Access read(Request request) {
    Parameters parameters = Parameters.of(request);
    String service = request.service().name().toLowerCase(Locale.ROOT);
    List<Subject> subjects =
        switch (request.service()) {
          case EC2 -> ec2(request.action(), parameters);
          case AUTOSCALING -> groups(request.action(), parameters);
          case EVENTS -> events(parse(request.parameters().getOrDefault(Request.BODY, "{}")));
          case LAMBDA -> functions.subject(parameters).stream().toList();
        };
    return new Access(
        request.caller(),
        service + ":" + permission(request),
        subjects.isEmpty() ? List.of(new Subject("*", Map.of())) : subjects);
  }

  /** The one call here that policies have another name for. */
  private static String permission(Request request) {
    boolean invokes = request.service() == Service.LAMBDA && request.action().equals("Invoke");
    return invokes ? "InvokeFunction" : request.action();
  }

  private List<Subject> ec2(String action, Parameters parameters) {
    boolean tags = action.equals("CreateTags") || action.equals("DeleteTags");
    Map<String, List<String>> asked =
        tags ? requested(parameters.structures("Tag"), action) : Map.of();
    Stream<String> ids =
        tags
            ? parameters.list("ResourceId").stream()
            : EC2.getOrDefault(action, List.of()).stream()
                .flatMap(name -> parameters.text(name).stream());
    return ids.flatMap(id -> ec2.resource(id).stream())
        .flatMap(resource -> Stream.concat(Stream.of(resource), holder(action, resource)))
        .distinct()
        .map(resource -> subject(resource, asked))
        .toList();
  }

  /** An address goes to an interface's instance too. */
  private static Stream<Resource> holder(String action, Resource resource) {
    return action.equals("AssociateAddress") && resource instanceof NetworkInterface each
        ? each.instance().map(Resource.class::cast).stream()
        : Stream.of();
  }

  private Subject subject(Resource resource, Map<String, List<String>> asked) {
    Map<String, List<String>> context = new HashMap<>(asked);
    tagged(context, "ec2", resource.tags().current());
    vpc(resource).forEach(vpc -> context.put("ec2:Vpc", List.of(arn(vpc))));
    return new Subject(arn(resource), context);
  }

  private static Stream<Vpc> vpc(Resource resource) {
    return switch (resource) {
      case RouteTable table -> Stream.of(table.vpc());
      case NetworkInterface each -> Stream.of(each.subnet().vpc());
      default -> Stream.of();
    };
  }

  private String arn(Resource resource) {
    return ec2.world().arn("ec2", resource.kind().type() + "/" + resource.id());
  }

  private List<Subject> groups(String action, Parameters parameters) {
    if (action.startsWith("Describe")) {
      return List.of();
    }
    List<Parameters> tags = action.endsWith("Tags") ? parameters.structures("Tags") : List.of();
    Map<String, List<String>> asked = requested(tags, action);
    return Stream.of(
            parameters.text("AutoScalingGroupName").stream().flatMap(n -> scaling.find(n).stream()),
            tags.stream().flatMap(tag -> scaling.find(tag.required("ResourceId")).stream()),
            parameters.text("InstanceId").stream().flatMap(this::groupOf))
        .flatMap(found -> found)
        .distinct()
        .map(group -> subject(group, asked))
        .toList();
  }

  private Stream<Group> groupOf(String instance) {
    return scaling.all().stream().filter(group -> group.member(instance).isPresent());
  }

  private static Subject subject(Group group, Map<String, List<String>> asked) {
    Map<String, List<String>> context = new HashMap<>(asked);
    Map<String, String> tags = new HashMap<>();
    group.tags().forEach((key, tag) -> tags.put(key, tag.value()));
    tagged(context, "autoscaling", tags);
    return new Subject(group.arn(), context);
  }

  private static void tagged(
      Map<String, List<String>> context, String service, Map<String, String> tags) {
    tags.forEach(
        (key, value) -> {
          context.put("aws:ResourceTag/" + key, List.of(value));
          context.put(service + ":ResourceTag/" + key, List.of(value));
        });
  }

  /** Without keys there is no such condition key: a call that deletes all tags names none. */
  private static Map<String, List<String>> requested(Collection<Parameters> tags, String action) {
    Map<String, List<String>> context = new HashMap<>();
    List<String> keys = new ArrayList<>();
    for (Parameters tag : tags) {
      String key = tag.required("Key");
      keys.add(key);
      if (!action.startsWith("Delete")) {
        context.put("aws:RequestTag/" + key, List.of(tag.text("Value").orElse("")));
      }
    }
    if (!keys.isEmpty()) {
      context.put(TAG_KEYS, keys);
    }
    return context;
  }

  /** Each entry by itself: all of them have to be allowed. */
  private List<Subject> events(JsonNode body) {
    List<Subject> subjects = new ArrayList<>();
    String bus = ec2.world().arn("events", "event-bus/default");
    for (JsonNode entry : body.path("Entries")) {
      Map<String, List<String>> context =
          Map.of(
              "events:source", List.of(entry.path("Source").asText()),
              "events:detail-type", List.of(entry.path("DetailType").asText()));
      subjects.add(new Subject(bus, context));
    }
    if (body.has("Name")) {
      String rule = ec2.world().arn("events", "rule/" + body.path("Name").asText());
      subjects.add(new Subject(rule, Map.of()));
    }
    return subjects;
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException _) {
      return JSON.createObjectNode();
    }
  }
}
