package natfailover.lab.region;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** RunInstances; the same client token launches once, however often the call is repeated. */
final class RunAction implements Action {
  private record Earlier(Map<String, String> parameters, List<Instance> launched) {}

  private final Ec2 ec2;
  private final Launcher launcher;
  private final InstanceReads reads;
  private final Map<String, Earlier> byToken = new HashMap<>();

  RunAction(Ec2 ec2, Launcher launcher, InstanceReads reads) {
    this.ec2 = ec2;
    this.launcher = launcher;
    this.reads = reads;
  }

  @Override
  public Supplier<Tree> prepare(Parameters parameters) {
    String token = parameters.text("ClientToken").orElse("");
    Earlier earlier = byToken.get(token);
    if (earlier != null) {
      return repeat(earlier, parameters);
    }
    Supplier<List<Instance>> launch = launcher.prepare(what(parameters), count(parameters));
    return () -> {
      List<Instance> launched = launch.get();
      if (!token.isEmpty()) {
        byToken.put(token, new Earlier(parameters.asMap(), launched));
      }
      return reservation(launched);
    };
  }

  private Supplier<Tree> repeat(Earlier earlier, Parameters parameters) {
    if (!earlier.parameters().equals(parameters.asMap())) {
      throw ApiError.of(
          "IdempotentParameterMismatch",
          "The client token was used before, with other parameters.");
    }
    return () -> reservation(earlier.launched());
  }

  private static int count(Parameters parameters) {
    int least = parameters.requiredNumber("MinCount");
    int most = parameters.requiredNumber("MaxCount");
    if (least < 1 || most < least) {
      throw ApiError.invalid("Value (" + most + ") for parameter maxCount is invalid.");
    }
    return most;
  }

  private LaunchSpecification what(Parameters parameters) {
    LaunchSpecification specification =
        parameters.has("LaunchTemplate")
            ? LaunchTemplateActions.find(ec2, parameters.structure("LaunchTemplate"))
                .specification()
                .overriddenBy(parameters)
            : LaunchSpecification.of(parameters);
    if (specification.image().isEmpty()) {
      throw ApiError.missing("ImageId");
    }
    return specification;
  }

  private Tree reservation(List<Instance> launched) {
    List<Tree> trees = launched.stream().map(e -> e.fullTree().without("reservationId")).toList();
    return reads.reservation(launched.getFirst().reservation(), trees);
  }
}
