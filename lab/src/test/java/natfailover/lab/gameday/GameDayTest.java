package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import natfailover.lab.Needed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a user runs it: arguments in, exit code and one JSON document out. */
class GameDayTest {
  /** What the command came to. */
  private record Run(int exitCode, String output, String errors) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(output);
      } catch (IOException e) {
        throw new UncheckedIOException("standard output is not one JSON document: " + output, e);
      }
    }

    JsonNode scenario() {
      return json().path("scenarios").path(0);
    }
  }

  @Test
  void theSecondTutorialsInstanceDiesAndItsAddressLivesOn() {
    Run run = run("--network", "tutorial-2", "--scenario", "terminate");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.json().path("pass").asBoolean()).isTrue();
    assertThat(run.json().path("network").asText()).isEqualTo("tutorial-2");
    JsonNode egressIp = run.scenario().path("egressIp");
    assertThat(egressIp.path("before").asText()).startsWith("198.51.100.");
    assertThat(egressIp.path("during")).isEqualTo(egressIp.path("before"));
    assertThat(egressIp.path("after")).isEqualTo(egressIp.path("before"));
    assertThat(run.scenario().path("outageMillis").path("max").asLong()).isPositive();
    assertThat(run.scenario().path("apiCalls").path("ReplaceRoute").asInt()).isPositive();
    assertThat(run.scenario().path("apiCalls").path("CompleteLifecycleAction").asInt())
        .isPositive();
    assertThat(run.scenario().path("timeline").findValuesAsText("what"))
        .first()
        .asString()
        .startsWith("break: kill i-");
  }

  @Test
  void aLostZoneIsCarriedByItsHeirAndComesHomeAgain() {
    Run run = run("--network", "three-zones", "--scenario", "zone-lost");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.scenario().path("timeline").findValuesAsText("what"))
        .containsSubsequence("rescued", "ap-northeast-1a is back", "all is home again");
  }

  @Test
  void aControllerThatDoesNothingFailsTheDayAndTheCauseIsNamed(@TempDir Path taskRoot)
      throws IOException {
    install(taskRoot);
    Run run =
        run(
            "--network=tutorial-2",
            "--patience=6",
            "--task-root=" + taskRoot,
            "--handler=" + IdleHandler.class.getName());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().path("pass").asBoolean()).isFalse();
    assertThat(run.scenario().path("reason").asText())
        .containsPattern("i-[0-9a-f]+ still has its source/destination check on")
        .containsPattern("rtb-[0-9a-f]+ points at (i|eni)-[0-9a-f]+.*, which is (gone|terminated)");
  }

  @Test
  void withPacketsSuchAControllerFailsTheDayAndTheCauseIsNamed(@TempDir Path folder)
      throws Exception {
    install(folder);
    Run run =
        boxed(
            folder.resolve("errors"),
            List.of(
                "--network=three-zones",
                "--scenario=crash",
                "--patience=8",
                "--flows=50",
                "--task-root=" + folder,
                "--handler=" + IdleHandler.class.getName()));
    Needed.HERE.when(!run.errors().startsWith("in-a-box: "), run.errors());
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
    assertThat(run.json().path("pass").asBoolean(true)).isFalse();
    assertThat(run.json().path("targetsMet").asBoolean(true)).isFalse();
    assertThat(run.scenario().path("observedRuns").asInt(-1)).isZero();
    assertThat(run.scenario().path("reason").asText())
        .containsPattern("rtb-[0-9a-f]+ has no default route, or one to nothing, and that for 8 s");
  }

  private static void install(Path taskRoot) throws IOException {
    String file = IdleHandler.class.getName().replace('.', '/') + ".class";
    Path target = taskRoot.resolve(file);
    Files.createDirectories(target.getParent());
    try (var code = IdleHandler.class.getResourceAsStream("/" + file)) {
      Files.copy(Objects.requireNonNull(code), target);
    }
  }

  /** The command with packets, in a box of its own. */
  private static Run boxed(Path errors, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of("in-a-box").toAbsolutePath().toString());
    words.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    // Processes of two boxes have the same numbers: their JVMs would quarrel about a file, aloud.
    words.add("-XX:-UsePerfData");
    for (String name : List.of("natfailover.task", "natfailover.runtime")) {
      words.add("-D" + name + "=" + System.getProperty(name));
    }
    String path = System.getProperty("java.class.path");
    words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    words.add(System.getProperty("surefire.test.class.path", path));
    words.addAll(List.of(GameDay.class.getName(), "--json"));
    words.addAll(arguments);
    Process process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output, Files.readString(errors));
  }

  private static Run run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--no-packets", "--json"));
    all.addAll(Arrays.asList(arguments));
    PrintStream console = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    StringWriter errors = new StringWriter();
    try {
      System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
      int exitCode =
          new CommandLine(new GameDay())
              .setErr(new PrintWriter(errors, true))
              .execute(all.toArray(String[]::new));
      String output = captured.toString(StandardCharsets.UTF_8);
      return new Run(exitCode, output, errors + output);
    } finally {
      System.setOut(console);
    }
  }
}
