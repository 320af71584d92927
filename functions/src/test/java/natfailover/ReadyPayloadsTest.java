package natfailover;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import natfailover.Trigger.Command;
import natfailover.Trigger.Verb;
import natfailover.aws.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The payloads in {@code events/}, one for each command. */
final class ReadyPayloadsTest {
  private static final Path EVENTS = Path.of("../events");

  @Test
  void everyCommandHasOneAndThereIsNoOther() throws IOException {
    Set<String> expected =
        Arrays.stream(Verb.values())
            .map(verb -> word(verb) + ".json")
            .collect(toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(EVENTS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void itIsUnderstoodAndSaysWhetherItIsADryRun(Verb verb) throws IOException {
    String text = Files.readString(EVENTS.resolve(word(verb) + ".json"));
    assertThat(command(text).verb()).isEqualTo(verb);
    assertThat(command(text).dryRun()).isEqualTo(verb.onlyLooks());
    Map<String, @Nullable Object> payload = Story.map(Json.parse(text));
    assertThat(payload).containsKey("dryRun");
    payload.put("dryRun", true);
    assertThat(command(Json.write(payload)).dryRun()).isTrue();
  }

  private static Command command(String payload) {
    List<Trigger> triggers = Payloads.readText(payload);
    assertThat(triggers).singleElement().isInstanceOf(Command.class);
    return (Command) triggers.getFirst();
  }

  private static String word(Verb verb) {
    return verb.name().toLowerCase(Locale.ROOT);
  }
}
