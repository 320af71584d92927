package natfailover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static natfailover.Payloads.object;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeQuery;
import natfailover.aws.Json;
import natfailover.aws.SeededCalls;
import org.jspecify.annotations.Nullable;

/** Networks, payloads and questions of the tests that see the controller from the outside only. */
final class BlackBox {
  static final String GATEWAY = "nat-g";
  static final String TERMINATING = "alternat-sns-terminating.json";

  private static final String RIVALS_NODE = "i-0ce69e1a05d46bb3c";
  private static final String RIVALS_GROUP = "alternat-asg";

  private BlackBox() {}

  /** One zone with one node that carries two tables; beside it a NAT gateway, tagged as ours. */
  static Story oneNodeAndAGateway() {
    Story story = oneNode();
    story.region.gateway("prod", "g", story.region.subnet("public", "zone-a"));
    return story;
  }

  static Story oneNode() {
    Story story = new Story();
    FakeNode node = story.region.node("prod", "0000000a", "zone-a");
    story.region.table("prod", "a", "zone-a", node);
    story.region.table("prod", "b", "zone-a", node);
    story.region.address("prod", "zone-a", "198.51.100.1", node);
    story.told(node, "zone-a");
    return story.settled();
  }

  /** A node, a table and an Elastic IP in each of three zones, every one at home. */
  static Story threeZones() {
    Story story = new Story();
    for (String zone : List.of("a", "b", "c")) {
      FakeNode node = story.region.node("prod", "0000000" + zone, "zone-" + zone);
      story.region.table("prod", zone, "zone-" + zone, node);
      story.region.address("prod", "zone-" + zone, "198.51.100." + (int) zone.charAt(0), node);
      story.told(node, "zone-" + zone);
    }
    return story.settled();
  }

  /** A file of the events folder as text, with names replaced: from, to, from, to … */
  static String text(String file, String... fromTo) {
    String text = new String(EventFilesTest.bytes(file), UTF_8);
    for (int at = 0; at < fromTo.length; at += 2) {
      text = text.replace(fromTo[at], fromTo[at + 1]);
    }
    return text;
  }

  static Object payload(String file, String... fromTo) {
    return parsed(text(file, fromTo));
  }

  static Object parsed(String text) {
    return Story.map(Json.parse(text));
  }

  /** The rival's own message that a node's termination waits. */
  static Object terminating(FakeNode node) {
    return parsed(adapted(text(TERMINATING), node));
  }

  static String adapted(String text, FakeNode node) {
    return text.replace(RIVALS_NODE, node.id).replace(RIVALS_GROUP, String.valueOf(node.group()));
  }

  /** The same for the last mention of each only. */
  static String adaptedLast(String text, FakeNode node) {
    String group = String.valueOf(node.group());
    return last(
        last(text, "EC2InstanceId\\\":\\\"" + RIVALS_NODE, RIVALS_NODE, node.id),
        "AutoScalingGroupName\\\":\\\"" + RIVALS_GROUP,
        RIVALS_GROUP,
        group);
  }

  private static String last(String text, String where, String from, String to) {
    int at = text.lastIndexOf(where);
    return text.substring(0, at) + where.replace(from, to) + text.substring(at + where.length());
  }

  /** A node reports, now: on itself, or on its peer. */
  static Map<String, @Nullable Object> says(
      Story story, String detailType, String id, @Nullable String peer) {
    Map<String, @Nullable Object> detail =
        object("fleet", "prod", "zone", "zone-a", "instanceId", id, "carries", List.of());
    detail.put("evidence", List.of("egress: no answer"));
    if (peer != null) {
      detail.put("peerId", peer);
    }
    return story.when(
        object(
            "source",
            "nat-failover.node",
            "detail-type",
            detailType,
            "time",
            story.calls.now().toString(),
            "detail",
            detail));
  }

  static Map<String, @Nullable Object> impaired(Story story, String id) {
    return says(story, "NAT Node Impaired", id, null);
  }

  static Map<String, @Nullable Object> ready(Story story, String id) {
    return says(story, "NAT Node Ready", id, null);
  }

  static Map<String, @Nullable Object> accuses(Story story, String id, String peer) {
    return says(story, "NAT Peer Unreachable", id, peer);
  }

  static void later(Story story, Duration time) {
    story.calls = new SeededCalls(story.calls.now().plus(time));
  }

  /** The schedule's event, as often as that many minutes have it. */
  static void minutesOfSweeps(Story story, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      later(story, Duration.ofMinutes(1));
      story.when(payload("alternat-scheduled.json"));
    }
  }

  /** The tables whose default route was written, in order. */
  static List<String> routesWritten(Story story) {
    return written(story, "RouteTableId", "ReplaceRoute", "CreateRoute");
  }

  static List<String> addressesMoved(Story story) {
    return written(story, "AllocationId", "AssociateAddress");
  }

  static List<String> waitsEnded(Story story) {
    return written(story, "InstanceId", "CompleteLifecycleAction");
  }

  private static List<String> written(Story story, String parameter, String... actions) {
    List<String> written = new ArrayList<>();
    for (FakeQuery query : story.aws.changes()) {
      if (Arrays.asList(actions).contains(query.action())) {
        written.add(query.text(parameter));
      }
    }
    return written;
  }
}
