package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static natfailover.Payloads.event;
import static natfailover.Payloads.object;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import natfailover.aws.FakeAws;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeRegion;
import natfailover.aws.Json;
import natfailover.aws.SeededCalls;
import org.jspecify.annotations.Nullable;

/** A fleet in a fake region with the controller in front of it: something happens, it answers. */
final class Story {
  final FakeAws aws = new FakeAws();
  final FakeRegion region = aws.region;
  SeededCalls calls = new SeededCalls(Payloads.NOW);
  Report report = new Report();

  static final String A = "i-0000000a";
  static final String B = "i-0000000b";

  private ControllerHandler handler = handler(aws);

  static ControllerHandler handler(FakeAws aws) {
    return handler(aws, Map.of());
  }

  private static ControllerHandler handler(FakeAws aws, Map<String, String> environment) {
    Clock clock = Clock.fixed(Payloads.NOW, ZoneOffset.UTC);
    return new ControllerHandler(Settings.from(environment), aws.clients(), clock);
  }

  /** From now on the controller is one that is set otherwise. */
  void setting(String name, String value) {
    handler = handler(aws, Map.of(name, value));
  }

  /** One zone, two nodes: the first carries the zone and its address, the second is the spare. */
  static Story oneZone() {
    Story story = new Story();
    FakeNode first = story.region.node("prod", "0000000a", "zone-a");
    story.region.node("prod", "0000000b", "zone-a");
    story.region.table("prod", "a", "zone-a", first);
    story.region.address("prod", "zone-a", "198.51.100.1", first);
    story.told(first, "zone-a");
    return story.settled();
  }

  /** Two zones with one node each, every one at home. */
  static Story twoZones() {
    Story story = new Story();
    for (String zone : List.of("a", "b")) {
      FakeNode node = story.region.node("prod", "0000000" + zone, "zone-" + zone);
      node.face(0).addresses.put("10.0.1." + zone.charAt(0), "");
      story.region.table("prod", zone, "zone-" + zone, node);
      story.region.address("prod", "zone-" + zone, "198.51.100." + (int) zone.charAt(0), node);
      story.told(node, "zone-" + zone);
    }
    return story.settled();
  }

  /** Nodes that are there have long been told their configuration; what that took is forgotten. */
  Story settled() {
    sweep();
    aws.calls.clear();
    calls = new SeededCalls(Payloads.NOW);
    return this;
  }

  FakeNode node(String id) {
    return FakeRegion.at(region.nodes, id);
  }

  /** A spare for zone-a. */
  FakeNode spare(String id) {
    return region.node("prod", id, "zone-a");
  }

  /** Where a table's default route points. */
  String egress(String table) {
    Map<String, @Nullable Object> route =
        Objects.requireNonNull(
            FakeRegion.at(region.tables, "rtb-" + table).routes.get("0.0.0.0/0"));
    return String.valueOf(route.getOrDefault("instanceId", route.get("natGatewayId")));
  }

  /** Has something reach the controller; its answer. */
  Map<String, @Nullable Object> when(Object payload) {
    return whenRaw(Json.write(payload).getBytes(UTF_8));
  }

  /** Has some bytes reach the controller, JSON or not; its answer. */
  Map<String, @Nullable Object> whenRaw(byte[] payload) {
    report = handler.report(new ByteArrayInputStream(payload), calls);
    return map(Json.parse(Json.write(report.json())));
  }

  /** Does something right before the first call of an action is answered. */
  void once(String action, Runnable deed) {
    aws.before =
        query -> {
          if (query.action().equals(action)) {
            aws.before = _ -> {};
            deed.run();
          }
        };
  }

  Map<String, @Nullable Object> sweep() {
    return when(object("source", "aws.events", "detail-type", "Scheduled Event"));
  }

  Map<String, @Nullable Object> command(String verb, @Nullable Object... more) {
    Map<String, @Nullable Object> command = object("command", verb, "fleet", "prod");
    command.putAll(object(more));
    return when(command);
  }

  static Map<String, @Nullable Object> state(String id, String state) {
    return event(
        "aws.ec2",
        "EC2 Instance State-change Notification",
        object("instance-id", id, "state", state));
  }

  static Map<String, @Nullable Object> spotWarning(String id) {
    return event(
        "aws.ec2",
        "EC2 Spot Instance Interruption Warning",
        object("instance-id", id, "instance-action", "terminate"));
  }

  static Map<String, @Nullable Object> hook(String transition, String id, String group) {
    return event(
        "aws.autoscaling",
        "EC2 Instance-" + transition + " Lifecycle Action",
        object(
            "LifecycleActionToken",
            "87654321-4321-4321-4321-210987654321",
            "AutoScalingGroupName",
            group,
            "LifecycleHookName",
            "hook-" + transition,
            "EC2InstanceId",
            id,
            "LifecycleTransition",
            transition.equals("launch")
                ? "autoscaling:EC2_INSTANCE_LAUNCHING"
                : "autoscaling:EC2_INSTANCE_TERMINATING"));
  }

  /** Says on the node that it carries a zone, as was done when the zone's traffic came to it. */
  void told(FakeNode node, String zones) {
    node.tags.put("nat-failover:carries", zones);
    node.tags.put("nat-failover:carries-since", "2026-01-01T00:01:00Z");
  }

  /** A list within an answer. */
  static List<Map<String, @Nullable Object>> list(Map<String, @Nullable Object> json, String name) {
    List<?> list = (List<?>) Objects.requireNonNull(json.get(name), name);
    return list.stream().map(Story::map).toList();
  }

  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> map(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  /** The actions of an answer as {@code kind resource outcome}. */
  static List<String> actions(Map<String, @Nullable Object> json) {
    return list(json, "actions").stream()
        .map(a -> a.get("action") + " " + a.get("resource") + " " + a.get("outcome"))
        .toList();
  }

  static String error(Map<String, @Nullable Object> json, String field) {
    return String.valueOf(map(json.get("error")).get(field));
  }
}
