package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import natfailover.lab.Needed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code sam build} packs is what all tests run: its builder for Java and Maven copies the
 * folder that CodeUri names, and nothing beside it, and runs two Maven commands there.
 */
class SamBuildTest {
  private static final Path FUNCTIONS = Path.of("..", "functions").toAbsolutePath().normalize();
  private static final Path TESTED = Path.of(System.getProperty("natfailover.task", ""));

  /** In words of aws-lambda-builders 1.59.0, which SAM CLI 1.146.0, the first for java25, has. */
  private static final List<List<String>> BUILDER =
      List.of(
          List.of("clean", "install"),
          List.of(
              "dependency:copy-dependencies",
              "-DincludeScope=runtime",
              "-Dmdep.prependGroupId=true"));

  @TempDir private Path folder;

  @Test
  void theFolderAloneBuildsTheTaskRootThatIsTested() throws Exception {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    assertThat(Template.read("template.yaml").resource("Controller").at("/Properties/CodeUri"))
        .hasToString("\"functions\"");
    copyTo(scratch);
    for (List<String> command : BUILDER) {
      maven(scratch, command);
    }
    Map<String, byte[]> packed = files(scratch.resolve("target/classes"), "");
    packed.putAll(files(scratch.resolve("target/dependency"), "lib/"));
    Map<String, byte[]> tested = files(TESTED, "");
    assertThat(packed.keySet())
        .isEqualTo(tested.keySet())
        .contains("natfailover/ControllerHandler.class")
        .anyMatch(name -> name.matches("lib/software[.]amazon[.]awssdk[.]ec2-.*[.]jar"));
    packed.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(tested.get(name)));
  }

  private static void copyTo(Path scratch) throws IOException {
    try (Stream<Path> all = Files.walk(FUNCTIONS)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Path relative = FUNCTIONS.relativize(each);
        // Cleaned first thing.
        if (!relative.startsWith("target") && !each.equals(FUNCTIONS)) {
          Files.copy(each, scratch.resolve(relative.toString()));
        }
      }
    }
  }

  private void maven(Path scratch, List<String> command) throws Exception {
    Path log = folder.resolve("log");
    String maven = Needed.HERE.program("mvn", "apt-get install maven").toString();
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(maven, "-B"), command.stream()).toList())
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // All of the phase but its last step: a module in the user's repository would go stale there.
    builder.environment().merge("MAVEN_OPTS", "-Dmaven.install.skip=true", (a, b) -> a + " " + b);
    int code = builder.start().waitFor();
    assertThat(code).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
  }

  private static Map<String, byte[]> files(Path root, String prefix) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        files.put(prefix + root.relativize(each), Files.readAllBytes(each));
      }
    }
    return files;
  }
}
