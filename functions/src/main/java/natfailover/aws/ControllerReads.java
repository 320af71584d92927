package natfailover.aws;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import natfailover.aws.Batch.Blindness;
import natfailover.doctor.Setup;
import natfailover.doctor.Setup.Alias;
import natfailover.doctor.Setup.Concurrency;
import natfailover.doctor.Setup.Grant;
import natfailover.doctor.Setup.Rule;
import natfailover.doctor.Sight;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What is set up around the controller itself: its alias, its rules, how often it may run. */
final class ControllerReads {
  private final Clients clients;
  private final String invoked;
  private final String arn;
  private final String name;

  /**
   * Reads about a function.
   *
   * @param invoked its ARN, with or without the alias or the version that was invoked
   */
  ControllerReads(Clients clients, String invoked) {
    this.clients = clients;
    this.invoked = invoked;
    List<String> parts = List.of(invoked.split(":", -1));
    this.arn = parts.size() < 7 ? "" : String.join(":", parts.subList(0, 7));
    this.name = arn.substring(arn.lastIndexOf(':') + 1);
  }

  Setup setup(Calls calls) {
    Sight<Optional<Alias>> alias = Examiner.sight(() -> alias(calls));
    return new Setup(
        arn,
        alias,
        Examiner.sight(() -> rules(calls, alias)),
        Examiner.sight(() -> grants(calls)),
        Examiner.sight(() -> concurrency(calls)));
  }

  private Optional<Alias> alias(Calls calls) {
    LambdaClient lambda = lambda();
    return new Batch(calls)
        .only(
            Call.read(
                "GetAlias",
                () ->
                    ifThere(
                        () -> alias(lambda.getAlias(r -> r.functionName(name).name(Setup.LIVE))))));
  }

  private static Alias alias(GetAliasResponse alias) {
    return new Alias(
        alias.functionVersion(),
        Optional.ofNullable(alias.routingConfig())
            .map(AliasRoutingConfiguration::additionalVersionWeights)
            .orElse(Map.of()));
  }

  private static <T> Optional<T> ifThere(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (ResourceNotFoundException _) {
      return Optional.empty();
    }
  }

  /** Also those past the alias, as far as anybody could think of a place to aim at. */
  private List<Rule> rules(Calls calls, Sight<Optional<Alias>> alias) {
    known();
    Set<String> targets = new LinkedHashSet<>(List.of(arn + ":" + Setup.LIVE, arn, invoked));
    targets.add(arn + ":$LATEST");
    if (alias instanceof Sight.Seen<Optional<Alias>>(var found)) {
      found.ifPresent(there -> targets.add(arn + ":" + there.version()));
    }
    return new RuleReads(clients).rules(calls, targets);
  }

  /** A function that nobody was ever permitted has no policy at all. */
  private List<Grant> grants(Calls calls) {
    LambdaClient lambda = lambda();
    String account = arn.split(":", -1)[4];
    return new Batch(calls)
        .only(
            Call.read(
                "GetPolicy",
                () ->
                    ifThere(
                            () ->
                                lambda
                                    .getPolicy(r -> r.functionName(name).qualifier(Setup.LIVE))
                                    .policy())
                        .map(new InvokePolicy(account)::grants)
                        .orElse(List.of())));
  }

  private Concurrency concurrency(Calls calls) {
    LambdaClient lambda = lambda();
    Batch batch = new Batch(calls);
    var account =
        batch.add(
            Call.read(
                "GetAccountSettings",
                () ->
                    lambda
                        .getAccountSettings(_ -> {})
                        .accountLimit()
                        .unreservedConcurrentExecutions()));
    var own =
        batch.add(
            Call.read(
                "GetFunctionConcurrency",
                () ->
                    Optional.ofNullable(
                        lambda
                            .getFunctionConcurrency(r -> r.functionName(name))
                            .reservedConcurrentExecutions())));
    batch.run();
    return new Concurrency(account.get(), own.get());
  }

  private LambdaClient lambda() {
    known();
    return clients.lambda().get();
  }

  private void known() {
    if (arn.isEmpty()) {
      throw new Blindness("the controller's own ARN is not known");
    }
  }
}
