package natfailover.onboarding;

import static natfailover.aws.FakeRegion.at;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.aws.FakeAws;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeRegion;
import natfailover.aws.FakeRegion.FakeTable;
import natfailover.aws.Handover;
import natfailover.aws.SeededCalls;
import org.jspecify.annotations.Nullable;

/** CloudFormation's side of on-boarding, in virtual time: one VPC, one resource of one stack. */
final class Desk {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final String STACK =
      "arn:aws:cloudformation:eu-test-1:123456789012:stack/nat/0b5e6fd0-0000-11f1-8000-0e00";
  static final String OWNER = "nat/0b5e6fd0-0000-11f1-8000-0e00/Tables";
  static final Duration CONTROLLER = Duration.ofSeconds(60);

  final FakeAws aws = new FakeAws();
  final FakeRegion region = aws.region;
  final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
  final FakeTable table = table("a", "zone-a");
  final FakeTable other = table("b", "zone-b");
  String stack = STACK;
  String resource = "Tables";

  /** Whether the resource only asks. */
  boolean check;

  Optional<String> physicalId = Optional.empty();
  private Optional<String> checkId = Optional.empty();
  Duration left = Duration.ofMinutes(5);
  Instant now = NOW;

  /** What the last request was answered. */
  List<String> said = List.of();

  Desk() {
    properties.put("Fleet", "prod");
    properties.put("VpcId", "vpc-1");
    properties.put("RouteTables", List.of("rtb-a", "rtb-b"));
  }

  /** A table of nobody's, with one subnet. */
  FakeTable table(String id, String zone) {
    FakeTable made = region.table("", id, zone);
    made.tags.clear();
    return made;
  }

  /** The stack is to have these zones, each with the table of its letter. */
  void zones(String... letters) {
    properties.put("RouteTables", Stream.of(letters).map(each -> "rtb-" + each).toList());
    properties.put(
        "Zones", Stream.of(letters).map(each -> "zone-%s=rtb-%s".formatted(each, each)).toList());
  }

  /** The stack is to have this zone, and no table. */
  void withoutTables(String zone) {
    properties.put("RouteTables", List.of(""));
    properties.put("Zones", List.of(zone + "=", "=", "="));
  }

  /** Each of both zones names its private subnet, and a public one with a table of its own. */
  void subnets() {
    zones("a", "b");
    for (FakeTable open : List.of(table("e", "zone-a"), table("f", "zone-b"))) {
      open.pointAt("gatewayId", "igw-1", "state", "active");
    }
    properties.put("PublicSubnets", List.of("zone-a=subnet-e", "zone-b=subnet-f", "="));
    properties.put("PrivateSubnets", List.of("zone-a=subnet-a", "zone-b=subnet-b", "="));
  }

  /** A node of the fleet that its group made, with the default routes of these tables. */
  FakeNode carrier(FakeTable... tables) {
    FakeNode node = region.node("prod", "n", "zone-a");
    for (FakeTable each : tables) {
      point(each, node);
    }
    return node;
  }

  /** A hand-built NAT instance with an Elastic IP, to which both tables lead; the user says so. */
  FakeNode byHand() {
    FakeNode node = region.handBuilt("", "h", "zone-a");
    FakeRegion.FakeAddress address = region.address("", "zone-a", "203.0.113.100", node);
    region.addresses.clear();
    address.tags.clear();
    region.addresses.put("eipalloc-a", address);
    point(table, node);
    point(other, node);
    properties.put("Replace", List.of("rtb-a", "rtb-b"));
    return node;
  }

  /** The Elastic IP is with this node from now on. */
  void carry(FakeNode node) {
    FakeRegion.FakeAddress address = at(region.addresses, "eipalloc-a");
    address.face = node.face(0).id;
    address.privateAddress = node.face(0).primary();
  }

  static void point(FakeTable table, FakeNode node) {
    table.pointAt("instanceId", node.id, "networkInterfaceId", node.face(0).id, "state", "active");
  }

  List<String> create() {
    return answer(event("Create", Map.of()));
  }

  List<String> update(Map<?, ?> old) {
    return answer(event("Update", old));
  }

  List<String> delete() {
    return answer(event("Delete", Map.of()));
  }

  /** The stack's check is asked first, and the resource knows it from then on. */
  void checked() {
    properties.remove(Admitted.PROPERTY);
    Optional<String> own = physicalId;
    physicalId = checkId;
    check = true;
    answer(event(checkId.isPresent() ? "Update" : "Create", Map.of()));
    checkId = physicalId;
    check = false;
    physicalId = own;
    properties.put(Admitted.PROPERTY, checkId.orElse(""));
  }

  /** The properties as they are now, to be old ones later. */
  Map<?, ?> snapshot() {
    return new HashMap<>(properties);
  }

  Event event(String type, Map<?, ?> old) {
    Map<String, @Nullable Object> sent = new LinkedHashMap<>(properties);
    if (check) {
      sent.put("Check", "true");
    }
    sent.put("ServiceToken", "arn:aws:lambda:eu-test-1:123456789012:function:Onboarding");
    return new Event(type, "http://localhost/", stack, "request", resource, physicalId, sent, old);
  }

  List<String> answer(Event event) {
    SeededCalls calls = new SeededCalls(now, now.plus(left), 1);
    try {
      List<String> notes =
          new Onboarding(new Handover(aws.clients()), new OnboardingSettings(CONTROLLER))
              .handle(event, calls, now.plus(left));
      said = notes;
      physicalId = Optional.of(Answer.success(event, notes).physicalResourceId());
      return notes;
    } finally {
      now = calls.now();
    }
  }

  /** What a table's default route names, or nothing. */
  String route(FakeTable table) {
    Map<String, @Nullable Object> route = table.routes.get("0.0.0.0/0");
    return route == null ? "" : String.valueOf(route.values().iterator().next());
  }

  Map<String, String> tags(String table) {
    return at(region.tables, table).tags;
  }
}
