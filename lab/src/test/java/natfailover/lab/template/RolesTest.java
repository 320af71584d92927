package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the deployed roles allow, statement by statement and by trying to do what they must not. */
@TestInstance(Lifecycle.PER_CLASS)
class RolesTest {
  private final Roles roles = DeployedRoles.all();

  /** Actions that support no resource, by AWS's service authorization reference. */
  private static final String WITHOUT_RESOURCE =
      "(ec2|autoscaling):Describe\\w+|cloudwatch:PutMetricData|ssm:GetCommandInvocation"
          + "|lambda:GetAccountSettings|events:ListRuleNamesByTarget|ssmmessages:\\w+";

  /** Lambda connects probers by their role; a statement denies all of it to their code. */
  private static final String BY_LAMBDA = "ProberRole (ConnectToTheSubnet|Disconnect) .*";

  private static final String FLEET = "aws:ResourceTag/nat-failover:fleet";

  @Test
  void allResourcesAreOnlyNamedWhereAnActionSupportsNone() {
    roles.granted().entrySet().stream()
        .filter(grant -> grant.getValue().resources().contains("*"))
        .forEach(grant -> assertThat(action(grant.getKey())).matches(WITHOUT_RESOURCE));
  }

  @Test
  void noGrantIsForActionsThatNobodyNamed() {
    assertThat(roles.granted().keySet()).isNotEmpty().noneMatch(grant -> grant.contains("*"));
  }

  /** An association is evaluated for the address as well, and that one is bound. */
  private static final String WITH_AN_ADDRESS =
      "OnboardingRole (WithinTheVpc|ToTheInstanceOfThatInterface) ec2:AssociateAddress";

  @Test
  void everyChangeInTheNetworkIsBoundToAFleet() {
    roles
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("natfailover.lab.template.Right#all")
  void aRoleMayDoWhatItNeedsAndNoMore(Right right) {
    assertThat(roles.test(right.access())).isEqualTo(right.may());
  }

  @Test
  void everyGrantIsInTheTable() {
    Roles asked = DeployedRoles.all();
    Right.all().forEach(each -> asked.test(each.access()));
    assertThat(asked.used()).isEqualTo(asked.granted().keySet());
  }

  @Test
  void aRoleIsOnlyForTheServiceThatWorksByIt() {
    Map<String, String> assumedBy = new TreeMap<>();
    DeployedRoles.each(
        "AWS::IAM::Role",
        (id, properties) ->
            assumedBy.put(id, properties.at("/AssumeRolePolicyDocument/Statement").toString()));
    String trusted =
        """
        [{"Effect":"Allow","Principal":{"Service":"%s.amazonaws.com"},"Action":"sts:AssumeRole"}]\
        """;
    assertThat(assumedBy)
        .isEqualTo(
            Map.of(
                "ControllerRole", trusted.formatted("lambda"),
                "OnboardingRole", trusted.formatted("lambda"),
                "ProberRole", trusted.formatted("lambda"),
                "NodeRole", trusted.formatted("ec2")));
  }

  private static String action(String grant) {
    return grant.substring(grant.lastIndexOf(' ') + 1);
  }
}
