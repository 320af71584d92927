package natfailover.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything that on-boarding says to a user, with what brings it about. */
final class MessagesTest {
  @Test
  void everyMessageNamesWhatIsWrongWhereAndWhatToDo() throws IOException {
    String all =
        Stream.of(
                PropertyCauses.ALL,
                TableCauses.all(),
                AddressCauses.all(),
                PrecheckCauses.ALL,
                SubnetCauses.ALL,
                WorkCauses.all(),
                WorkCauses.notes(),
                HandlerCauses.ALL)
            .flatMap(List::stream)
            .map(cause -> cause.name() + "\n  " + said(cause) + "\n")
            .collect(Collectors.joining("\n"));

    assertThat(all).isEqualTo(resource());
  }

  @Test
  void whatOnlyLooksLikeAFaultIsNone() {
    harmless().forEach(cause -> assertThat(said(cause)).as(cause.name()).isEqualTo(""));
  }

  @Test
  void beforeTheNodesAreLaunchedTheSameIsRefusedInTheSameWords() {
    List<Cause> refusals =
        Stream.of(PropertyCauses.ALL, TableCauses.all(), AddressCauses.all())
            .flatMap(List::stream)
            .filter(cause -> said(cause).startsWith("Nothing was changed"))
            .filter(cause -> !said(cause).contains(": Check is"))
            .toList();
    assertThat(refusals).hasSizeGreaterThan(40);
    refusals.forEach(
        cause -> assertThat(said(asked(cause))).as(cause.name()).isEqualTo(said(cause)));
    harmless().forEach(cause -> assertThat(said(asked(cause))).as(cause.name()).isEqualTo(""));
  }

  private static Stream<Cause> harmless() {
    return Stream.of(TableCauses.harmless(), AddressCauses.harmless(), SubnetCauses.harmless())
        .flatMap(List::stream);
  }

  private static Cause asked(Cause cause) {
    return new Cause(
        cause.name(),
        desk -> {
          desk.check = true;
          cause.story().accept(desk);
        });
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    Cause several =
        new Cause(
            "several",
            desk -> {
              desk.table.pointAt("transitGatewayId", "tgw-1", "state", "active");
              desk.table.subnets.clear();
              desk.other.vpc = "vpc-2";
              desk.create();
            });
    assertThat(said(several))
        .startsWith("Nothing was changed, for 3 reasons: ")
        .contains("rtb-a serves no subnet", "rtb-a has a default route to", "rtb-b is a table of");
  }

  /** As CloudFormation is told it. */
  private static String said(Cause cause) {
    Desk desk = new Desk();
    List<String> notes = List.of();
    try {
      cause.story().accept(desk);
      notes = desk.said;
    } catch (Event.Unanswerable | AnswerPost.AnswerLost nobodyToTell) {
      return String.valueOf(nobodyToTell.getMessage());
    } catch (RuntimeException failure) {
      return OnboardingHandler.reason(failure);
    }
    return String.join("; ", notes);
  }

  private static String resource() throws IOException {
    try (InputStream file = MessagesTest.class.getResourceAsStream("/onboarding-messages.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    }
  }
}
