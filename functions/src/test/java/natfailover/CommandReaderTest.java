package natfailover;

import static natfailover.Payloads.notUnderstood;
import static natfailover.Payloads.object;
import static natfailover.Payloads.one;
import static natfailover.Payloads.readText;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An order is taken to the letter or not at all. */
final class CommandReaderTest {
  @Test
  void readsEveryFieldOfTheContract() {
    assertThat(
            one(
                object(
                    "command",
                    "drain",
                    "fleet",
                    "prod",
                    "zone",
                    "ap-northeast-1a",
                    "minutes",
                    45,
                    "dryRun",
                    true,
                    "reason",
                    "game day 12")))
        .isEqualTo(
            new Trigger.Command(
                "drain",
                "ap-northeast-1a",
                Trigger.Verb.DRAIN,
                "prod",
                Optional.of("ap-northeast-1a"),
                Duration.ofMinutes(45),
                true,
                Optional.of("game day 12")));
  }

  @Test
  void aBareOrderRunsForRealForHalfAnHourInTheWholeFleet() {
    assertThat(one(object("command", "pause", "fleet", "prod")))
        .isEqualTo(
            new Trigger.Command(
                "pause",
                "prod",
                Trigger.Verb.PAUSE,
                "prod",
                Optional.empty(),
                Duration.ofMinutes(30),
                false,
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "status,   false, STATUS",
    "failover, true,  FAILOVER",
    "failback, true,  FAILBACK",
    "drain,    true,  DRAIN",
    "pause,    false, PAUSE",
    "resume,   false, RESUME",
    "doctor,   false, DOCTOR"
  })
  void theZoneIsNeededWhereTheOrderActsOnOne(String word, boolean needed, Trigger.Verb verb) {
    Map<String, @Nullable Object> order = object("command", word, "fleet", "prod");
    if (needed) {
      Trigger.NotUnderstood refused = notUnderstood(order);
      assertThat(refused.field()).isEqualTo("zone");
      assertThat(refused.message()).contains("missing", "Availability Zone");
      assertThat(refused.command()).isTrue();
      order.put("zone", "eu-west-1b");
    }
    assertThat(one(order))
        .isInstanceOfSatisfying(
            Trigger.Command.class, command -> assertThat(command.verb()).isEqualTo(verb));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dokter", "gameday", "Drain", "reboot", "", " status"})
  void anythingElseIsRefusedWithTheWordsAllowed(String word) {
    Trigger.NotUnderstood refused =
        notUnderstood(object("command", word, "fleet", "prod", "zone", "eu-west-1b"));
    assertThat(refused.field()).isEqualTo("command");
    assertThat(refused.message())
        .contains("\"" + word + "\"")
        .contains("allowed: status, failover, failback, drain, pause, resume, doctor");
    assertThat(refused.command()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "command | 5                | is 5; allowed: status, failover",
        "fleet   | null             | is null; allowed: the name of a fleet",
        "fleet   | [\"prod\"]       | is a list of 1; allowed: the name of a fleet",
        "fleet   | \" \"            | is \" \"; allowed: the name of a fleet",
        "zone    | {\"name\": \"a\"} | is an object with name; allowed: an Availability Zone",
        "minutes | \"30\"           | is \"30\"; allowed: a whole number from 1 to 1440",
        "minutes | 0                | is 0; allowed: a whole number from 1 to 1440",
        "minutes | -5               | is -5; allowed: a whole number from 1 to 1440",
        "minutes | 1441             | is 1441; allowed: a whole number from 1 to 1440",
        "minutes | 30.5             | is 30.5; allowed: a whole number from 1 to 1440",
        "minutes | 1e999            | is 1E+999; allowed: a whole number from 1 to 1440",
        "dryRun  | \"true\"         | is \"true\"; allowed: true or false",
        "dryRun  | null             | is null; allowed: true or false",
        "dryRun  | 1                | is 1; allowed: true or false",
        "reason  | true             | is true; allowed: a text",
        "dryrun  | true             | is no field of a command; allowed: command, fleet, zone,",
        "force   | true             | is no field of a command; allowed: command, fleet, zone,"
      })
  void aWrongFieldIsNamedWithWhatWasFoundAndWhatIsAllowed(
      String field, String json, String message) {
    Map<String, @Nullable Object> order =
        object("command", "drain", "fleet", "prod", "zone", "eu-west-1b");
    order.put(field, natfailover.aws.Json.parse(json));
    Trigger.NotUnderstood refused = notUnderstood(order);
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.message()).startsWith(field + " " + message);
    assertThat(refused.command()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1440})
  void theBoundsOfTheMinutesAreIncluded(long minutes) {
    assertThat(one(object("command", "pause", "fleet", "prod", "minutes", minutes)))
        .isInstanceOfSatisfying(
            Trigger.Command.class,
            command -> assertThat(command.duration()).isEqualTo(Duration.ofMinutes(minutes)));
  }

  @Test
  void aMisspeltCommandIsStillAnsweredAsOne() {
    Trigger.NotUnderstood refused = notUnderstood(object("comand", "drain", "fleet", "prod"));
    assertThat(refused.field()).isEqualTo("command");
    assertThat(refused.message()).contains("comand, fleet", "{\"command\": \"status\"");
    assertThat(refused.command()).isTrue();
  }

  @Test
  void aMisspeltCommandWithNothingBesideItIsToo() {
    Trigger.NotUnderstood refused = notUnderstood(object("comand", "status"));
    assertThat(refused.field()).isEqualTo("command");
    assertThat(refused.message()).startsWith("command is missing (there is comand)");
    assertThat(refused.command()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"time\": \"<aws.scheduler.scheduled-time>\"}",
        "{\"detail\": {}, \"comand\": \"status\"}",
        "{\"Event\": \"autoscaling:WHATEVER\"}",
        "{\"RequestType\": \"Create\"}",
        "{\"awslogs\": {\"data\": \"H4sI\"}}",
        "{\"detail-type\": \"EC2 Spot",
        " [ {\"detail-type\": \"EC2 Instance State-change Notification\"}]"
      })
  void anEventThatIsBrokenIsNotTakenForAnOrderWhoseSenderReadsTheAnswer(String payload) {
    assertThat(((Trigger.NotUnderstood) readText(payload).getFirst()).command()).isFalse();
  }
}
