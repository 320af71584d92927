package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  private static final List<String> WITHOUT_RESOURCE =
      List.of(
          "autoscaling:Describe\\w+",
          "ec2:Describe\\w+",
          "events:ListRuleNamesByTarget",
          "lambda:GetAccountSettings",
          "ssmmessages:\\w+");

  /** It supports network interfaces, but Lambda takes no role that names no more than these. */
  private static final String WITH_ALL_BY_LAMBDA =
      "ProberRole Disconnect ec2:DeleteNetworkInterface";

  /** Lambda connects probers by their role; a statement denies all of it to their code. */
  private static final String BY_LAMBDA =
      "ProberRole (ConnectToTheSubnet|AddressTheConnection|Disconnect) .*";

  private static final String FLEET = "aws:ResourceTag/nat-failover:fleet";

  @Test
  void allResourcesAreOnlyNamedWhereAnActionSupportsNone() {
    List<String> unbound =
        roles.granted().entrySet().stream()
            .filter(grant -> grant.getValue().resources().stream().anyMatch(RolesTest::namesAll))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(unbound)
        .filteredOn(grant -> WITHOUT_RESOURCE.stream().noneMatch(action(grant)::matches))
        .containsExactly(WITH_ALL_BY_LAMBDA);
    assertThat(WITHOUT_RESOURCE)
        .as("an action that nobody is granted has no place here")
        .allMatch(entry -> unbound.stream().anyMatch(grant -> action(grant).matches(entry)));
  }

  /** Everything, or everything of an account: an ARN that begins to say what with a star. */
  private static boolean namesAll(String resource) {
    return resource.matches("[*]|arn:[^:]+:(?!lab:)[^:]+:[^:]*:[^:]*:[*].*");
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
