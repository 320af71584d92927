package natfailover.lab.template;

import static natfailover.lab.template.Attempts.event;
import static natfailover.lab.template.Attempts.in;
import static natfailover.lab.template.Attempts.may;
import static natfailover.lab.template.Attempts.not;
import static natfailover.lab.template.Attempts.on;
import static natfailover.lab.template.Attempts.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import natfailover.lab.region.Access;
import natfailover.lab.region.Access.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the deployed roles allow, statement by statement and by trying to do what they must not. */
class RolesTest {
  private static final Roles ROLES = DeployedRoles.all();

  /** Actions that support no resource, by AWS's service authorization reference. */
  private static final String WITHOUT_RESOURCE =
      "(ec2|autoscaling):Describe\\w+|cloudwatch:PutMetricData|ssm:GetCommandInvocation"
          + "|lambda:GetAccountSettings|events:ListRuleNamesByTarget";

  /** Lambda connects probers by their role; a statement denies all of it to their code. */
  private static final String BY_LAMBDA = "ProberRole (ConnectToTheSubnet|Disconnect) .*";

  private static final String FLEET = "aws:ResourceTag/nat-failover:fleet";

  @Test
  void allResourcesAreOnlyNamedWhereAnActionSupportsNone() {
    ROLES.granted().entrySet().stream()
        .filter(grant -> grant.getValue().resources().contains("*"))
        .forEach(grant -> assertThat(action(grant.getKey())).matches(WITHOUT_RESOURCE));
  }

  @Test
  void noGrantIsForActionsThatNobodyNamed() {
    assertThat(ROLES.granted().keySet()).isNotEmpty().noneMatch(grant -> grant.contains("*"));
  }

  /** An association is evaluated for the address as well, and that one is bound. */
  private static final String WITH_AN_ADDRESS =
      "OnboardingRole (WithinTheVpc|ToTheInstanceOfThatInterface) ec2:AssociateAddress";

  @Test
  void everyChangeInTheNetworkIsBoundToAFleet() {
    ROLES
        .granted()
        .forEach(
            (grant, statement) -> {
              boolean change = action(grant).matches("(ec2|autoscaling):(?!Describe).*");
              if (change && !grant.matches(BY_LAMBDA + "|" + WITH_AN_ADDRESS)) {
                assertThat(bound(statement)).as(grant).isTrue();
              }
            });
  }

  private static boolean bound(Statement statement) {
    return Stream.of("StringEquals", "StringLike")
        .map(operator -> statement.conditions().getOrDefault(operator, Map.of()))
        .anyMatch(
            keys ->
                keys.containsKey(FLEET) || keys.containsKey(FLEET.replace("Resource", "Request")));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("attempts")
  void aRoleMayDoNoMoreThanItNeeds(String role, Access access, boolean allowed, String what) {
    assertThat(ROLES.test(access)).as(what).isEqualTo(allowed);
  }

  static Stream<Arguments> attempts() {
    return Stream.of(controllers(), taggers(), onboardings(), nodes()).flatMap(each -> each);
  }

  private static Stream<Arguments> controllers() {
    Map<String, String> ours = Map.of(FLEET, "prod");
    return Stream.of(
        may("ControllerRole", "ec2:ReplaceRoute", on("route-table/rtb-1", ours), "our route"),
        not("ControllerRole", "ec2:ReplaceRoute", on("route-table/rtb-1", Map.of()), "another's"),
        not("ControllerRole", "ec2:DeleteRoute", on("route-table/rtb-1", ours), "no deletion"),
        may("ControllerRole", "ec2:AssociateAddress", on("elastic-ip/eip-1", ours), "our address"),
        not("ControllerRole", "ec2:AssociateAddress", on("elastic-ip/e", Map.of()), "another's"),
        not("ControllerRole", "ec2:TerminateInstances", on("instance/i-1", ours), "no instance"),
        not("ControllerRole", "iam:PassRole", on("role/x", ours), "nothing else at all"));
  }

  private static Stream<Arguments> taggers() {
    String role = "ControllerRole";
    String mark = "nat-failover:ready-since";
    return Stream.of(
        may(role, "ec2:CreateTags", tagged("instance/i-1", "prod", mark, "now"), "a mark"),
        not(role, "ec2:CreateTags", tagged("instance/i-1", "", mark, "now"), "another's instance"),
        not(role, "ec2:CreateTags", tagged("route-table/r", "prod", mark, "now"), "a table"),
        not(
            role,
            "ec2:CreateTags",
            tagged("instance/i-1", "prod", "nat-failover:fleet", "x"),
            "the tag that bounds all this"),
        not(role, "ec2:CreateTags", tagged("instance/i-1", "prod", "Name", "x"), "a user's tag"),
        not(
            role,
            "ec2:DeleteTags",
            on("instance/i-1", Map.of(FLEET, "prod")),
            "all tags at once, which names no keys"));
  }

  private static Stream<Arguments> onboardings() {
    String role = "OnboardingRole";
    String fleet = "nat-failover:fleet";
    return Stream.of(
        may(
            role,
            "ec2:CreateTags",
            in("vpc-1", tagged("route-table/r", "", fleet, "prod")),
            "join"),
        not(role, "ec2:CreateTags", in("vpc-2", tagged("route-table/r", "", fleet, "prod")), "VPC"),
        not(role, "ec2:CreateTags", in("vpc-1", tagged("route-table/r", "", fleet, "x")), "fleet"),
        not(
            role,
            "ec2:CreateTags",
            in("vpc-1", tagged("route-table/r", "x", fleet, "prod")),
            "another fleet's"),
        not(role, "ec2:CreateTags", in("vpc-1", tagged("instance/i", "", fleet, "prod")), "a node"),
        not(
            role,
            "ec2:CreateTags",
            in("vpc-1", tagged("route-table/r", "prod", "Name", "x")),
            "key"),
        not(role, "ec2:DeleteTags", in("vpc-1", on("route-table/r", Map.of(FLEET, "prod"))), "all"),
        may(
            role,
            "ec2:ReplaceRoute",
            in("vpc-1", on("route-table/r", Map.of(FLEET, "prod"))),
            "our"),
        not(
            role,
            "ec2:ReplaceRoute",
            in("vpc-2", on("route-table/r", Map.of(FLEET, "prod"))),
            "VPC"),
        not(role, "ec2:ReplaceRoute", in("vpc-1", on("route-table/r", Map.of())), "nobody's table"),
        not(role, "ec2:AssociateAddress", on("elastic-ip/e", Map.of()), "another's"));
  }

  private static Stream<Arguments> nodes() {
    return Stream.of(
        may("NodeRole", "events:PutEvents", event("nat-failover.node", "NAT Node Ready"), "report"),
        not("NodeRole", "events:PutEvents", event("nat-failover", "NAT Failover"), "as another"),
        not("NodeRole", "events:PutEvents", event("nat-failover.node", "Order"), "another type"),
        not("NodeRole", "ec2:DescribeInstances", new Subject("*", Map.of()), "look"),
        not(
            "ProberRole",
            "ec2:CreateNetworkInterface",
            new Subject(
                Attempts.HERE + "network-interface/*",
                Map.of(
                    "lambda:SourceFunctionArn",
                    List.of(
                        "arn:aws:lambda:ap-northeast-1:123456789012:function:"
                            + "nat-failover-prod-ap-northeast-1a"))),
            "from a prober's own code"));
  }

  private static String action(String grant) {
    return grant.substring(grant.lastIndexOf(' ') + 1);
  }
}
