package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import natfailover.lab.region.Picture;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.stack.Stack;
import natfailover.lab.stack.StackFailed;
import org.junit.jupiter.api.Test;

/** Two fleets in two VPCs: one controller, one function and one role for on-boarding. */
class FurtherFleetTest {
  private static final String ROLE = "nat-OnboardingRole";
  private static final String TICK =
      "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

  @Test
  void aFurtherFleetComesLosesANodeAndGoesAndTheFirstSeesNothingOfIt() throws IOException {
    try (Deployed cloud = Deployed.region();
        OnboardingCode code = new OnboardingCode(cloud)) {
      Premises first = Premises.build(cloud.account());
      Premises further = Premises.build(cloud.account(), "stage", "10.61");
      Map<String, String> answers = first.twoZones();
      Site site = first.site(answers);
      Map<String, String> asked = new HashMap<>(cloud.stack().create(answers));
      asked.putAll(further.twoZones());
      Standing.settled(cloud, site);
      Traffic traffic = new Traffic(site);
      cloud.lab().wires().watch(new Chronicle(cloud.lab().clock(), _ -> {}), traffic);
      Set<String> policies = cloud.roles().policies(ROLE);

      Stack stack = cloud.further("stage");
      mistaken(stack, asked, first);
      assertThat(cloud.roles().policies(ROLE)).isEqualTo(policies);
      stack.create(asked);
      Standing.settled(cloud, further.site(asked));
      each(cloud, site, further.site(asked));
      bounded(code, first, further, Standing.addresses(cloud));

      loses(cloud, further, asked);
      stack.delete();
      gone(cloud, stack, further);
      assertThat(cloud.roles().policies(ROLE)).isEqualTo(policies);
      assertThat(code.mayClaim(unlisted(further), "stage")).isFalse();

      Standing.settled(cloud, site);
      assertThat(traffic.moved()).isEmpty();
      assertThat(traffic.outage(site.allTables(), cloud.lab().clock().instant())).isZero();
      cloud.stack().delete();
      Standing.asItWas(cloud, first);
      assertThat(cloud.roles().refused()).isEqualTo(code.refused());
      assertThat(cloud.failures()).isEmpty();
    }
  }

  /** The name of the first fleet, and a table of its VPC. */
  private static void mistaken(Stack stack, Map<String, String> asked, Premises first) {
    Map<String, String> mistaken = new HashMap<>(asked);
    String table = first.table(asked.getOrDefault("Zone2", ""));
    mistaken.put("FleetName", Premises.FLEET);
    mistaken.merge("Zone2RouteTables", table, (own, theirs) -> own + "," + theirs);
    assertThatThrownBy(() -> stack.create(mistaken))
        .isInstanceOf(StackFailed.class)
        .hasMessageContainingAll(
            "RouteTablesCheck: Nothing was changed, for 2 reasons",
            "Fleet is 'prod', as is the fleet of vpc-",
            table + " is a table of vpc-");
    assertThat(stack.made()).isEmpty();
  }

  /** A sweep looks after both, and each is told by itself. */
  private static void each(Deployed cloud, Site... sites) {
    JsonNode swept = Standing.answer(cloud, TICK).path("fleets");
    assertThat(swept.findValuesAsText("fleet"))
        .containsExactlyElementsOf(Stream.of(sites).map(Site::fleet).toList());
    for (Site site : sites) {
      JsonNode status = Standing.answer(cloud, Standing.order("status", site.fleet()));
      assertThat(ids(status, "nodes")).isEqualTo(Standing.nodes(cloud, site));
      assertThat(ids(status, "tables")).containsAll(site.allTables());
    }
  }

  /** What a status names of a kind in all zones. */
  private static Set<String> ids(JsonNode status, String kind) {
    Set<String> ids = new TreeSet<>();
    status
        .path("zones")
        .forEach(zone -> zone.path(kind).forEach(each -> ids.add(each.path("id").asText())));
    return ids;
  }

  /** By the role, what is the first fleet's, or in its VPC, cannot be made the further one's. */
  private static void bounded(
      OnboardingCode code, Premises first, Premises further, List<Picture.Elastic> addresses) {
    assertThat(code.mayClaim(unlisted(further), "stage")).isTrue();
    assertThat(code.mayClaim(unlisted(first), "stage")).isFalse();
    assertThat(code.mayClaim(first.site().zoneTables().getFirst(), "stage")).isFalse();
    addresses.stream()
        .filter(each -> each.tags().containsValue(Premises.FLEET))
        .forEach(each -> assertThat(code.mayClaim(each.id(), "stage")).isFalse());
  }

  /** A table of the third zone, which neither fleet has. */
  private static String unlisted(Premises premises) {
    return premises.table(RegionSettings.defaults().zones().getLast());
  }

  /** A node fails, and the next zone's carries its traffic until it is replaced. */
  private static void loses(Deployed cloud, Premises premises, Map<String, String> answers) {
    String table = premises.table(answers.getOrDefault("Zone1", ""));
    String node = target(cloud, table).id();
    cloud.server().with(region -> region.killInstance(node));
    Standing.await(
        cloud,
        picture ->
            picture
                .table(table)
                .filter(picture::lit)
                .flatMap(Picture.Table::target)
                .filter(now -> !now.equals(node))
                .isPresent());
    assertThat(target(cloud, table).zone()).isEqualTo(answers.get("Zone2"));
    Standing.settled(cloud, premises.site(answers));
  }

  private static Picture.Machine target(Deployed cloud, String table) {
    Picture picture = cloud.lab().picture();
    return picture
        .table(table)
        .flatMap(Picture.Table::target)
        .flatMap(picture::machine)
        .orElseThrow();
  }

  /** Nothing of the fleet is left, and nothing there is to be looked after any more. */
  private static void gone(Deployed cloud, Stack stack, Premises further) {
    assertThat(stack.made()).isEmpty();
    Standing.handedBack(cloud, further);
    Picture picture = cloud.lab().picture();
    assertThat(Standing.nodes(cloud, further.site())).isEmpty();
    assertThat(picture.addresses()).noneMatch(each -> each.tags().containsValue("stage"));
    JsonNode status = Standing.answer(cloud, Standing.order("status", "stage"));
    assertThat(status.path("zones").isArray()).as("%s", status).isTrue();
    assertThat(status.path("zones")).as("%s", status).isEmpty();
  }
}
