package natfailover.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.doctor.Picture.Permission;
import natfailover.doctor.Picture.Trial;
import natfailover.plan.Fleet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Has EC2 say whether it would permit what the controller does. */
final class DryRuns {
  private final Ec2Client ec2;

  DryRuns(Clients clients) {
    this.ec2 = clients.ec2();
  }

  /** A trial to be made. */
  record Attempted(String action, String resource, Runnable body) {}

  List<Trial> trials(Calls calls, Fleet fleet) {
    List<Attempted> attempts = new DryRunCalls(ec2).all(fleet);
    List<Attempt<Trial>> results = calls.run(attempts.stream().map(DryRuns::call).toList());
    List<Trial> trials = new ArrayList<>(impossible(attempts));
    for (int at = 0; at < results.size(); at++) {
      trials.add(trial(attempts.get(at), results.get(at)));
    }
    return trials;
  }

  private static Call<Trial> call(Attempted attempt) {
    String api = attempt.action().substring(attempt.action().indexOf(':') + 1);
    return new Call<>(api, true, () -> tried(attempt));
  }

  /** EC2 answers either way by an error. */
  private static Trial tried(Attempted attempt) {
    try {
      attempt.body().run();
    } catch (AwsServiceException answer) {
      Failure failure = ErrorCodes.failure(answer);
      Optional<Permission> told = ErrorCodes.permission(answer);
      if (told.isPresent()) {
        return new Trial(attempt.action(), attempt.resource(), told.get(), readable(failure));
      }
      throw answer;
    }
    return new Trial(
        attempt.action(),
        attempt.resource(),
        Permission.UNKNOWN,
        "EC2 took the trial for the call itself");
  }

  /** Without the part that only AWS can decode. */
  private static String readable(Failure failure) {
    return failure.toString().split(" Encoded authorization failure message", 2)[0];
  }

  private static Trial trial(Attempted attempt, Attempt<Trial> result) {
    return switch (result) {
      case Attempt.Answered<Trial>(Trial trial, _) -> trial;
      case Attempt.Refused<Trial>(Failure failure, _) ->
          new Trial(attempt.action(), attempt.resource(), Permission.UNKNOWN, failure.toString());
    };
  }

  private static List<Trial> impossible(List<Attempted> attempts) {
    return Stream.of(
            "ec2:CreateRoute",
            "ec2:ReplaceRoute",
            "ec2:ModifyNetworkInterfaceAttribute",
            "ec2:AssociateAddress",
            "ec2:CreateTags",
            "ec2:DeleteTags")
        .filter(action -> attempts.stream().noneMatch(it -> it.action().equals(action)))
        .map(
            action ->
                new Trial(
                    action,
                    "",
                    Permission.UNKNOWN,
                    "the fleet has nothing yet that it could be tried on"))
        .toList();
  }
}
