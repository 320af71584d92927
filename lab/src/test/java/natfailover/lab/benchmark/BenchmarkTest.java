package natfailover.lab.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import natfailover.lab.gameday.IdleHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a user runs it; what it counts, never how long it took on this machine. */
class BenchmarkTest {
  private record Run(int exitCode, String output, String errors) {
    JsonNode json() throws JsonProcessingException {
      return new ObjectMapper().readTree(output);
    }
  }

  @Test
  void everyTableOfTheZoneIsWrittenOnceAndLeadsToTheHeir() throws Exception {
    Run run = run("--tables=1,5", "--latency-ms=10,10", "--mode=restored", "--json");
    assertThat(run.exitCode()).as(run.errors()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    run.json().path("runs").forEach(rows::add);
    assertThat(rows).extracting(row -> row.path("tables").asInt()).containsExactly(1, 5);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.path("controller").asText()).isEqualTo("nat-failover");
              assertThat(row.path("mode").asText()).isEqualTo("restored");
              assertThat(row.path("routesRight").asBoolean()).isTrue();
              assertThat(row.path("throttled").asInt(-1)).isZero();
              int tables = row.path("tables").asInt();
              // The address that follows, the mark on the heir, and what two nodes are told.
              assertThat(writes(row.path("apiCalls")))
                  .isEqualTo(
                      Map.of("ReplaceRoute", tables, "AssociateAddress", 1, "CreateTags", 3));
              assertThat(row.path("writes").asInt()).isEqualTo(tables + 4);
              // One look before, one after; no page more than one.
              assertThat(row.path("reads").asInt()).isEqualTo(14);
              assertThat(row.path("firstWriteMillis").asLong())
                  .isPositive()
                  .isLessThanOrEqualTo(row.path("lastWriteMillis").asLong());
              assertThat(row.path("lastWriteMillis").asLong())
                  .isLessThanOrEqualTo(row.path("totalMillis").asLong());
            });
    assertThat(run.json().path("arithmetic"))
        .extracting(row -> row.path("lastWriteMillis").asInt())
        .containsExactly(80, 120);
    assertThat(run.json().path("package").path("zippedBytes").asLong()).isPositive();
  }

  @Test
  void aControllerThatDoesNothingIsFoundOut(@TempDir Path taskRoot) throws Exception {
    Path idle = Path.of(IdleHandler.class.getName().replace('.', '/') + ".class");
    Path classes =
        Path.of(IdleHandler.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.createDirectories(taskRoot.resolve(idle).getParent());
    Files.copy(classes.resolve(idle), taskRoot.resolve(idle));
    Run run =
        run(
            "--tables=1",
            "--latency-ms=0,0",
            "--mode=cold",
            "--json",
            "--task-root=" + taskRoot,
            "--handler=" + IdleHandler.class.getName());
    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode row = run.json().path("runs").path(0);
    assertThat(row.path("routesRight").asBoolean(true)).isFalse();
    assertThat(row.path("firstWriteMillis").isNull()).isTrue();
    assertThat(row.path("lastWriteMillis").isNull()).isTrue();
  }

  @Test
  void whatThisVersionCannotDoIsRefusedByName() {
    assertRefused("--controller", "--controller=rival=./rival");
    assertRefused("--bucket", "--bucket=10,1");
    assertRefused("--latency-ms", "--latency-ms=100");
    assertRefused("--mode", "--mode=hot");
    assertRefused("--tables", "--tables=0");
    assertRefused("--repeat", "--repeat=0");
  }

  private static void assertRefused(String named, String argument) {
    Run run = run(argument);
    assertThat(run.exitCode()).as(argument).isEqualTo(2);
    assertThat(run.errors().lines().findFirst())
        .hasValueSatisfying(message -> assertThat(message).contains(named));
    assertThat(run.output()).isEmpty();
  }

  private static Map<String, Integer> writes(JsonNode calls) {
    Map<String, Integer> writes = new TreeMap<>();
    calls
        .properties()
        .forEach(
            call -> {
              if (!call.getKey().startsWith("Describe")) {
                writes.put(call.getKey(), call.getValue().asInt());
              }
            });
    return writes;
  }

  private static Run run(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new Benchmark())
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    return new Run(exitCode, output.toString(), errors.toString());
  }
}
