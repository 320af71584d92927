package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Machine;

/** Real payloads against the template's patterns, in EventBridge's own matcher. */
@TestInstance(Lifecycle.PER_CLASS)
class EventRulesTest {
  private static final Path PAYLOADS = Path.of("../functions/src/test/resources/events");
  private static final Path EXPECTED = Path.of("src/test/resources/template/RULES.md");

  private final Map<String, String> patterns = patterns();

  @ParameterizedTest(name = "{0}")
  @MethodSource("payloads")
  void eachPayloadWakesTheControllerByTheRuleMeantForItAndNoOther(String file) throws Exception {
    assertThat(expected()).as("a row of " + EXPECTED).containsKey(file);
    assertThat(String.join(" ", matching(Files.readString(PAYLOADS.resolve(file)))))
        .isEqualTo(expected().get(file));
  }

  @Test
  void theTableNamesNoPayloadThatIsNotThereAndEveryRule() {
    assertThat(expected().keySet()).containsExactlyInAnyOrderElementsOf(payloads());
    assertThat(patterns.keySet())
        .isSubsetOf(Stream.concat(expected().values().stream(), Stream.of("Report")).toList());
  }

  @ParameterizedTest
  @MethodSource("states")
  void anInstanceThatComesUpWakesNobody(String state, List<String> rules) throws Exception {
    String event =
        """
        {"source": "aws.ec2", "detail-type": "EC2 Instance State-change Notification",
         "detail": {"instance-id": "i-1234567890abcdef0", "state": "%s"}}
        """
            .formatted(state);
    assertThat(matching(event)).isEqualTo(rules);
  }

  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of("pending", List.of()),
        Arguments.of("running", List.of()),
        Arguments.of("stopping", List.of("Ending")),
        Arguments.of("stopped", List.of("Ending")),
        Arguments.of("shutting-down", List.of("Ending")),
        Arguments.of("terminated", List.of("Ending")));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aNodeIsHeardAndWhatWeAnnounceOurselvesIsNot(String source, String type, String rule)
      throws Exception {
    String event =
        """
        {"source": "%s", "detail-type": "%s", "detail": {"fleet": "prod"}}
        """
            .formatted(source, type);
    assertThat(String.join(" ", matching(event))).isEqualTo(rule);
  }

  static Stream<Arguments> reports() {
    return Stream.of(
        Arguments.of("nat-failover.node", "NAT Node Ready", "Report"),
        Arguments.of("nat-failover.node", "NAT Node Impaired", "Report"),
        Arguments.of("nat-failover.node", "NAT Peer Unreachable", "Report"),
        Arguments.of("nat-failover.node", "NAT Failover", ""),
        Arguments.of("nat-failover", "NAT Failover", ""),
        Arguments.of("custom", "NAT Node Ready", ""));
  }

  /** Another's event may look like one that wakes the controller. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aws.ec2    | EC2 Instance State-change Notification | {"state": "stopped"} | Ending
          custom     | EC2 Instance State-change Notification | {"state": "stopped"} |
          aws.ec2    | EBS Volume Notification                | {"state": "stopped"} |
          custom     | EC2 Instance Launch Successful         | {}                   |
          custom     | EC2 Instance-launch Lifecycle Action   | {}                   |
          custom     | EC2 Spot Instance Interruption Warning | {}                   |
          aws.health | AWS Health Event                       | EC2 issue            | Health
          aws.health | AWS Health Event                       | RDS issue            |
          aws.health | AWS Health Event                       | EC2 accountNotification |
          aws.health | AWS Health Abuse Event                 | EC2 issue            |
          custom     | AWS Health Event                       | EC2 issue            |
          """)
  void anEventThatOnlyLooksLikeItWakesNobody(
      String source, String type, String detail, @Nullable String rule) throws Exception {
    String event =
        """
        {"source": "%s", "detail-type": "%s", "detail": %s}
        """
            .formatted(
                source,
                type,
                detail.replaceAll(
                    "^(\\w+) (\\w+)$", "{\"service\": \"$1\", \"eventTypeCategory\": \"$2\"}"));
    assertThat(String.join(" ", matching(event))).isEqualTo(rule == null ? "" : rule);
  }

  /** The rules that match, as EventBridge would say; what is no event matches none. */
  private List<String> matching(String payload) throws Exception {
    Machine machine = Machine.builder().build();
    for (Map.Entry<String, String> rule : patterns.entrySet()) {
      machine.addRule(rule.getKey(), rule.getValue());
    }
    try {
      return machine.rulesForJSONEvent(payload).stream().sorted().toList();
    } catch (IOException | IllegalArgumentException noEvent) {
      return List.of();
    }
  }

  /** The controller's patterns by the names of its events. */
  private static Map<String, String> patterns() {
    Map<String, String> patterns = new LinkedHashMap<>();
    DeployedRoles.each(
        "AWS::Events::Rule",
        (id, rule) -> {
          if (id.startsWith("Controller") && rule.has("EventPattern")) {
            patterns.put(id.replace("Controller", ""), rule.required("EventPattern").toString());
          }
        });
    return patterns;
  }

  static List<String> payloads() {
    try (Stream<Path> files = Files.list(PAYLOADS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, String> expected() {
    Map<String, String> rows = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(EXPECTED)) {
      lines
          .map(line -> line.split(" *[|] *", -1))
          .filter(cells -> cells.length == 4 && cells[1].matches(".*[.](json|txt)"))
          .forEach(cells -> rows.put(cells[1], cells[2].equals("none") ? "" : cells[2]));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return rows;
  }
}
