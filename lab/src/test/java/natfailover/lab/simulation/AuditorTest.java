package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports that are true, and reports that are not, of a zone whose node was stopped. */
final class AuditorTest {
  private final World world = new World(1, Trace.silent());
  private final Site site = Site.build(world, "prod");
  private final Fitness fitness = new Fitness(world);
  private final Bench bench = Bench.of(world, site, fitness);
  private final Map<String, Machine> home = new TreeMap<>();

  /** Every zone's traffic is at its own node; then the first zone's goes to the next, and stops. */
  @BeforeEach
  void aZoneIsAway() {
    pass(Duration.ofMinutes(1));
    world.picture().machines().stream().filter(Marks::member).forEach(this::atHome);
    pass(Duration.ofSeconds(1));
    route("ReplaceRoute", first(), nodeOf(second()));
    world.region().stopInstance(nodeOf(first()).id());
    pass(Duration.ofSeconds(1));
  }

  private void atHome(Machine node) {
    String networkInterface = node.networkInterface().orElseThrow();
    call(
        "ModifyNetworkInterfaceAttribute",
        Map.of("NetworkInterfaceId", networkInterface, "SourceDestCheck.Value", "false"));
    call(
        "CreateTags",
        Map.of(
            "ResourceId.1",
            node.id(),
            "Tag.1.Key",
            Marks.PREFIX + "ready-since",
            "Tag.1.Value",
            world.now().toString()));
    home.put(node.zone(), node);
    route("CreateRoute", node.zone(), node);
  }

  private void route(String action, String zone, Machine to) {
    call(
        action,
        Map.of(
            "RouteTableId",
            site.tables().get(zone),
            "DestinationCidrBlock",
            "0.0.0.0/0",
            "NetworkInterfaceId",
            to.networkInterface().orElseThrow()));
  }

  private void call(String action, Map<String, String> parameters) {
    world.region().answer(Request.ec2(action, parameters), world.now());
  }

  private void pass(Duration time) {
    Instant end = world.now().plus(time);
    while (world.now().isBefore(end)) {
      world.step(end);
      fitness.look();
    }
  }

  private Machine nodeOf(String zone) {
    return Optional.ofNullable(home.get(zone)).orElseThrow();
  }

  private String first() {
    return site.zones().get(0);
  }

  private String second() {
    return site.zones().get(1);
  }

  /** An invocation that has seen all there is to see now. */
  private Invocation looks() {
    Wake wake = new Wake(Wake.Sender.NEWS, "sweep", "sweep", "");
    Invocation invocation = new Invocation(world, wake, 1, new Bystander());
    Stream.of("DescribeInstances", "DescribeInstanceStatus", "DescribeRouteTables")
        .forEach(read -> invocation.sight().saw(read, world));
    return invocation;
  }

  /** What is broken by a report of convergence with the first zone at this node. */
  private Optional<Rule> brokenBy(Invocation invocation, Machine node) {
    String zones =
        home.keySet().stream()
            .map(zone -> told(zone, zone.equals(first()) ? node : nodeOf(zone)))
            .collect(Collectors.joining(","));
    String report =
        "{\"fleet\":\"prod\",\"converged\":true,\"actions\":[],\"zones\":[" + zones + "]}";
    bench.reports().read(invocation, report, false);
    return bench.judge().found().map(Broken::rule);
  }

  private String told(String zone, Machine node) {
    return "{\"tables\":[{\"id\":\"%s\",\"egress\":{\"id\":\"%s\"}}]}"
        .formatted(site.tables().get(zone), node.id());
  }

  @Test
  void whatIsSoMayBeSaid() {
    assertThat(brokenBy(looks(), nodeOf(second()))).isEmpty();
  }

  @Test
  void whatIsNotSoMayNot() {
    assertThat(brokenBy(looks(), nodeOf(site.zones().get(2)))).contains(Rule.CONVERGED_IS_TRUE);
  }

  @Test
  void aZoneThatIsLeftAtAnUnfitNodeIsNotConverged() {
    route("ReplaceRoute", first(), nodeOf(first()));
    pass(Duration.ofSeconds(1));
    assertThat(brokenBy(looks(), nodeOf(first()))).contains(Rule.CONVERGED_IS_TRUE);
  }

  /** By another invocation, which knows no better and will look again. */
  @Test
  void whatIsUndoneAfterTheLastLookIsNoLie() {
    Invocation invocation = looks();
    route("ReplaceRoute", first(), nodeOf(first()));
    pass(Duration.ofMillis(5));
    assertThat(brokenBy(invocation, nodeOf(second()))).isEmpty();
  }
}
