package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import natfailover.lab.region.ApiError;
import natfailover.lab.region.Request;
import natfailover.lab.region.Service;
import natfailover.lab.region.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule is broken by a fault of its kind, planted between the controller and its region. */
final class PlantedFaultsTest {
  private static final Request NOTHING = new Request(Service.EC2, "DescribeVpcs", Map.of(), "");

  /** What a planted fault breaks first, in lives of which not each meets what it is about. */
  private static Optional<Rule> broken(UnaryOperator<Wire> planted) {
    return LongStream.rangeClosed(1, 8)
        .mapToObj(seed -> Life.live(seed, 3, Trace.silent(), planted))
        .flatMap(life -> life.broken().stream())
        .map(Broken::rule)
        .findFirst();
  }

  /** Every call of an action is another instead. */
  private static UnaryOperator<Wire> instead(String action, Request other) {
    return wire -> request -> wire.send(request.action().equals(action) ? other : request);
  }

  @Test
  void anAddressThatIsNotMovedIsFound() {
    assertThat(broken(instead("AssociateAddress", NOTHING)))
        .contains(Rule.THE_ADDRESS_IS_WHERE_THE_ROUTES_ARE);
  }

  @Test
  void aRouteThatIsNotMovedIsFound() {
    assertThat(broken(instead("ReplaceRoute", NOTHING))).contains(Rule.CONVERGES);
  }

  @Test
  void aHandOnWhatIsNotOursIsFound() {
    Map<String, String> elsewhere = Map.of("RouteTableId", "rtb-0123456789abcdef0");
    assertThat(broken(instead("CreateRoute", Request.ec2("CreateRoute", elsewhere))))
        .contains(Rule.NO_WRITE_OUTSIDE_THE_FLEET);
  }

  /** The filter for our tag is forgotten, and the tag is seen where it is not. */
  @Test
  void aTableOfOthersThatIsTakenForOursIsFound() {
    assertThat(
            broken(
                wire ->
                    request ->
                        request.action().equals("DescribeRouteTables")
                            ? allOurs(wire.send(Request.ec2(request.action(), Map.of())))
                            : wire.send(request)))
        .contains(Rule.NO_WRITE_OUTSIDE_THE_FLEET);
  }

  private static Tree allOurs(Tree answer) {
    List<Tree> tables = trees(answer, "routeTableSet");
    List<?> tags =
        tables.stream()
            .map(table -> trees(table, "tagSet"))
            .filter(set -> set.stream().anyMatch(PlantedFaultsTest::ours))
            .findFirst()
            .orElseThrow();
    return answer.withList(
        "routeTableSet", tables.stream().map(table -> table.withList("tagSet", tags)).toList());
  }

  private static boolean ours(Tree tag) {
    return tag.fields().get("value") instanceof String value
        && value.equals("prod")
        && tag.fields().get("key") instanceof String key
        && key.equals("nat-failover:fleet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CreateTags", "DescribeSubnets", "CreateRoute"})
  void anErrorOfOurOwnInsideACallIsFound(String action) {
    assertThat(broken(throwing(action, new NullPointerException("planted"))))
        .contains(Rule.NO_STACK_TRACE);
    assertThat(broken(throwing(action, new ClassCastException("planted"))))
        .contains(Rule.NO_STACK_TRACE);
  }

  private static UnaryOperator<Wire> throwing(String action, RuntimeException fault) {
    return wire ->
        request -> {
          if (request.action().equals(action)) {
            throw fault;
          }
          return wire.send(request);
        };
  }

  /** No table comes twice, so the planner does not reckon with it. */
  @Test
  void anErrorInThePlannerIsFound() {
    assertThat(
            broken(
                wire ->
                    request -> {
                      Tree answer = wire.send(request);
                      if (request.action().equals("DescribeRouteTables")) {
                        List<Tree> twice = new ArrayList<>(trees(answer, "routeTableSet"));
                        twice.addAll(List.copyOf(twice));
                        return answer.withList("routeTableSet", twice);
                      }
                      return answer;
                    }))
        .contains(Rule.NO_STACK_TRACE);
  }

  @Test
  void aFailureThatIsTakenForASuccessIsFound() {
    assertThat(
            broken(
                wire ->
                    request -> {
                      try {
                        return wire.send(request);
                      } catch (ApiError error) {
                        if (request.reads()) {
                          throw error;
                        }
                        return wire.send(NOTHING);
                      }
                    }))
        .contains(Rule.EVERY_FAILED_WRITE_IS_REPORTED);
  }

  /** An empty picture is one in which nothing is left to do. */
  @Test
  void whatIsNotSeenIsNotConverged() {
    assertThat(broken(wire -> request -> wire.send(request).without("routeTableSet")))
        .contains(Rule.CONVERGED_IS_TRUE);
  }

  private static List<Tree> trees(Tree answer, String name) {
    return answer.fields().get(name) instanceof List<?> items
        ? items.stream().map(Tree.class::cast).toList()
        : List.of();
  }
}
