package natfailover.lab.gameday;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import natfailover.lab.region.Picture;
import natfailover.lab.region.RegionSettings;
import org.junit.jupiter.api.Test;

/** Both tutorials' networks join a fleet and leave it again, by the functions as packaged. */
class OnboardOffboardTest {
  private static final Path RUNTIME = Path.of(System.getProperty("natfailover.runtime", ""));
  private static final Path TASK = Path.of(System.getProperty("natfailover.task", ""));
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void theFirstTutorialsTableComesIsCarriedAndGoesWhenItsOwnInstanceIsNoMore() throws IOException {
    try (Lab lab = open();
        StackResource stack = stack(lab)) {
      Architect architect = architect(lab);
      Site site = architect.byHand(Network.TUTORIAL_1);
      String table = site.zoneTables().getFirst();
      forget(lab, table);
      succeeded(stack.create(properties(lab, site, List.of(table))), "");
      Site fleet = new FleetStack(lab.server(), lab.account(), false).deploy(site);
      String handBuilt = fleet.handBuilt().orElseThrow();
      await(lab, picture -> nodes(picture, fleet).size() == 1);
      assertThat(target(lab, table)).contains(handBuilt);

      lab.server().with(region -> region.killInstance(handBuilt));
      await(lab, picture -> onNode(picture, fleet, table));
      String gone = tags(lab, table).getOrDefault("nat-failover:restore", "");
      succeeded(
          stack.delete(),
          table + ": its previous target " + gone + " exists no more, so the default route was");
      assertThat(target(lab, table)).isEmpty();
      assertThat(tags(lab, table)).isEmpty();
    }
  }

  @Test
  void theSecondTutorialsTableIsTakenOverOnlyWhenToldAndHandedBackToItsOwnInstance()
      throws IOException {
    try (Lab lab = open();
        StackResource stack = stack(lab)) {
      Architect architect = architect(lab);
      Site bare = architect.byHand(Network.TUTORIAL_2);
      String handBuilt = bare.handBuilt().orElseThrow();
      String table = bare.zoneTables().getFirst();
      forget(lab, table, handBuilt, address(lab));
      StackResource.Answer refused = stack.create(properties(lab, bare, List.of(table)));
      assertThat(refused.success()).isFalse();
      assertThat(refused.reason()).contains("which is not known as a NAT");
      succeeded(stack.delete(), table + " was left alone");
      assertThat(tags(lab, table)).isEmpty();

      Map<String, Object> told = properties(lab, bare, List.of(table));
      told.put("Replace", List.of(table));
      succeeded(stack.create(told), "");
      Site fleet = new FleetStack(lab.server(), lab.account(), false).deploy(bare);
      await(lab, picture -> onNode(picture, fleet, table));

      String second = second(lab, table);
      Map<String, Object> both = properties(lab, bare, List.of(table, second));
      both.put("Zones", Map.of(second, bare.zone()));
      succeeded(stack.update(both), "");
      await(lab, picture -> onNode(picture, fleet, second));
      succeeded(stack.update(told), "");
      assertThat(target(lab, second)).isEmpty();
      assertThat(tags(lab, second)).isEmpty();
      assertThat(onNode(lab.picture(), fleet, table)).isTrue();

      succeeded(stack.delete(), "");
      assertThat(target(lab, table)).contains(handBuilt);
      assertThat(tags(lab, table)).isEmpty();
      assertThat(lab.wires().failures()).isEmpty();
    }
  }

  private static Lab open() throws IOException {
    return Lab.open(new LabSettings(RUNTIME, TASK, "natfailover.ControllerHandler", false));
  }

  private static StackResource stack(Lab lab) {
    return lab.stack();
  }

  private static Architect architect(Lab lab) {
    return new Architect(
        lab.account(), RegionSettings.defaults().zones(), lab.nextFleet("tutorial"), false);
  }

  private static Map<String, Object> properties(Lab lab, Site site, List<String> tables) {
    return new HashMap<>(
        Map.of(
            "Fleet",
            site.fleet(),
            "VpcId",
            vpc(lab, site.zoneTables().getFirst()),
            "RouteTables",
            tables));
  }

  private static String vpc(Lab lab, String table) {
    return lab.account()
        .ec2()
        .describeRouteTables(r -> r.routeTableIds(table))
        .routeTables()
        .getFirst()
        .vpcId();
  }

  /** A table without subnets or routes. */
  private static String second(Lab lab, String besides) {
    String vpc = vpc(lab, besides);
    return lab.account().ec2().createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
  }

  private static String address(Lab lab) {
    return lab.account().ec2().describeAddresses().addresses().getFirst().allocationId();
  }

  /** As the tutorial leaves it: it knows no fleets. */
  private static void forget(Lab lab, String... resources) {
    lab.account().ec2().deleteTags(r -> r.resources(resources));
  }

  private static void succeeded(StackResource.Answer answer, String reason) {
    assertThat(answer.success()).as("%s", answer).isTrue();
    assertThat(answer.reason()).startsWith(reason);
    assertThat(reason.isEmpty()).isEqualTo(answer.reason().isEmpty());
  }

  private static void await(Lab lab, Predicate<Picture> condition) {
    assertThat(lab.await(PATIENCE, condition)).as("%s", lab.picture()).isTrue();
  }

  /** The nodes of the fleet's groups that are ready. */
  private static Set<String> nodes(Picture picture, Site fleet) {
    return picture.machines().stream()
        .filter(
            each ->
                fleet
                    .groups()
                    .containsValue(each.tags().getOrDefault("aws:autoscaling:groupName", "")))
        .filter(each -> each.tags().containsKey("nat-failover:ready-since"))
        .map(Picture.Machine::id)
        .collect(toSet());
  }

  private static boolean onNode(Picture picture, Site fleet, String table) {
    return picture
        .table(table)
        .flatMap(Picture.Table::target)
        .filter(nodes(picture, fleet)::contains)
        .isPresent();
  }

  private static Optional<String> target(Lab lab, String table) {
    return lab.picture().table(table).orElseThrow().target();
  }

  private static Map<String, String> tags(Lab lab, String table) {
    return lab.picture().table(table).orElseThrow().tags();
  }
}
