package natfailover.lab.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import natfailover.aws.Clients;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Where a topic is played: the clients of one endpoint, and what it has answered so far. */
final class Stage {
  /** An answer, whole. */
  private record Told(String step, Object answer) {}

  private final Clients clients;
  private final List<Told> told = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();

  Stage(Clients clients) {
    this.clients = clients;
  }

  Clients clients() {
    return clients;
  }

  Ec2Client ec2() {
    return clients.ec2();
  }

  AutoScalingClient scaling() {
    return clients.autoScaling();
  }

  /** Gives an id, which is another at every endpoint, the name by which it is compared. */
  String named(String name, @Nullable String id) {
    if (id == null || id.isEmpty()) {
      throw new AssertionError("there is no id of " + name);
    }
    names.put(id, "<" + name + ">");
    return id;
  }

  /** A call that has to succeed for the rest to make sense. */
  <T> T need(String step, Supplier<T> call) {
    T answer = call.get();
    tell(step, answer);
    return answer;
  }

  /** A call whose answer is compared, be it a refusal. */
  void ask(String step, Supplier<?> call) {
    Object answer;
    try {
      answer = call.get();
    } catch (AwsServiceException refused) {
      String code = refused.awsErrorDetails().errorCode();
      answer = Map.of("error", refused.statusCode() + " " + (code == null ? "no code" : code));
    }
    tell(step, answer);
  }

  void tell(String step, Object answer) {
    told.add(new Told(step, answer));
  }

  /** Every answer's fields, by step; a step that was told twice is a fault of the topic. */
  Map<String, Map<String, String>> answers() {
    Fields fields = new Fields(names);
    Map<String, Map<String, String>> answers = new TreeMap<>();
    for (Told each : told) {
      if (answers.put(each.step(), fields.of(each.answer())) != null) {
        throw new AssertionError("the step '" + each.step() + "' is told twice");
      }
    }
    return answers;
  }
}
