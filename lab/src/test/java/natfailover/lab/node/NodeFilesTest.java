package natfailover.lab.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import natfailover.lab.Needed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the node's files without running a node. */
class NodeFilesTest {
  @TempDir private Path folder;

  static List<String> pythons() {
    return NodeFiles.pythons();
  }

  @BeforeAll
  static void needsPython() {
    Needed.HERE.when(!pythons().isEmpty(), "needs Python 3.9 or newer as python3");
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void passesItsUnitTestsOn(String python) {
    String output =
        Command.of(python, "-B", "-W", "error", "-m", "unittest", "discover", "-s")
            .append(NodeFiles.FOLDER.resolve("test").toString())
            .with(Map.of("PYTHONPATH", NodeFiles.FOLDER.resolve("files").toString()))
            .must();
    assertThat(output).containsPattern("Ran [1-9][0-9]+ tests").contains("OK");
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void compilesWithoutWarningOn(String python) throws IOException {
    String compile = "import sys; [compile(open(f).read(), f, 'exec') for f in sys.argv[1:]]";
    Command.of(python, "-B", "-W", "error", "-c", compile).append(sources(".py")).must();
  }

  @Test
  void holdsWithinWhatEc2TakesAsUserData() throws IOException {
    NodeFiles.userData(folder);
    assertThat(Files.size(folder.resolve("user-data.gz"))).isLessThanOrEqualTo(16384);
  }

  @Test
  void unpacksToTheSameProgramsThatAreInTheRepository() throws IOException {
    Path shipped = unpack(NodeFiles.userData(folder));
    String same =
        """
        import ast, pathlib, sys
        def bare(path):
            tree = ast.parse(path.read_text())
            for node in ast.walk(tree):
                body = getattr(node, 'body', None)
                if isinstance(body, list) and ast.get_docstring(node) if isinstance(
                        node, (ast.Module, ast.ClassDef, ast.FunctionDef)) else False:
                    node.body = body[1:] or [ast.Pass()]
            for node in ast.walk(tree):
                for field in ('id', 'arg', 'name', 'attr'):
                    name = getattr(node, field, None)
                    local = isinstance(node, (ast.Name, ast.arg, ast.ExceptHandler))
                    if isinstance(name, str) and (local or name[0] == '_' or name[0].isupper()):
                        setattr(node, field, '?')
            return ast.dump(tree)
        source, shipped = map(pathlib.Path, sys.argv[1:])
        for path in source.iterdir():
            there = shipped / path.name
            if path.suffix == '.py' and bare(there) != bare(path): sys.exit(path.name + ' differs')
            if path.suffix == '.service': assert there.read_text() == path.read_text(), path.name
        """;
    Command.of(pythons().getFirst(), "-B", "-c", same)
        .append(NodeFiles.FOLDER.resolve("files").toString())
        .append(shipped.toString())
        .must();
  }

  @Test
  void saysWhatIsWrongWhenTheFilesDoNotUnpack() throws IOException {
    Path script = NodeFiles.userData(folder);
    Files.writeString(script, Files.readString(script).replaceFirst("\nQlpo.{9}", "$0AAAA"));

    Command.Result boot = run(script);

    assertThat(boot.status()).isNotZero();
    assertThat(boot.output())
        .contains("Invalid data stream")
        .contains("boot failed at: unpack the node's files");
  }

  @Test
  void downloadsNoPackageOnTheWayToReadiness() throws IOException {
    String downloads = "\\b(dnf|yum|pip3?|curl|wget|rpm)\\b";
    for (Path file : shippedScripts()) {
      if (file.endsWith("keeper.py")) { // installs one in the background, half a minute later
        assertThat(file).content().contains("dnf ");
      } else {
        assertThat(file).content().doesNotContainPattern(downloads);
      }
    }
  }

  @Test
  void namesNoInterface() throws IOException {
    for (Path file : shippedScripts()) {
      assertThat(file).content().doesNotContainPattern("\\b(eth0|ens5|enX0)\\b");
    }
  }

  @Test
  void shellcheckFindsNothing() {
    Needed.HERE.when(Command.of("shellcheck", "--version").run().succeeded(), "needs shellcheck");
    String script = NodeFiles.userData(folder).toString();
    Command.of("shellcheck", NodeFiles.FOLDER.resolve("boot.sh").toString(), script).must();
  }

  @Test
  void pyflakesFindsNothing() throws IOException {
    Needed.HERE.when(Command.of("pyflakes3", "--version").run().succeeded(), "needs pyflakes3");
    Command.of("pyflakes3", NodeFiles.FOLDER.toString()).must();
    Command.of("pyflakes3", NodeFiles.FOLDER.resolve("build").toString()).must();
    Command.of("pyflakes3", unpack(NodeFiles.userData(folder)).toString()).must();
  }

  @Test
  void systemdTakesTheUnits() throws IOException {
    Needed.HERE.when(Command.of("systemd-analyze", "--version").run().succeeded(), "needs systemd");
    Needed.HERE.when(Files.isExecutable(Path.of("/usr/bin/python3")), "needs /usr/bin/python3");
    Path units = folder.resolve("units");
    Files.createDirectory(units);
    for (String source : sources(".service")) {
      Path unit = Path.of(source);
      Files.copy(unit, units.resolve(unit.getFileName()));
    }
    try (Stream<Path> copies = Files.list(units)) {
      String[] names = copies.map(Path::toString).toArray(String[]::new);
      String output =
          Command.of("systemd-analyze", "verify", "--man=no").append(names).run().output();
      assertThat(output).doesNotContain("nat-failover");
    }
  }

  /** The script of the user data, and all that it unpacks. */
  private List<Path> shippedScripts() throws IOException {
    Path script = NodeFiles.userData(folder);
    try (Stream<Path> files = Files.list(unpack(script))) {
      return Stream.concat(Stream.of(script), files).toList();
    }
  }

  private Path unpack(Path script) throws IOException {
    run(script);
    return folder.resolve("disk/opt/nat-failover");
  }

  /** Runs the user data by a Python that unpacks, and starts nothing. */
  private Command.Result run(Path script) throws IOException {
    Path python = folder.resolve("python");
    Files.writeString(
        python, "#!/bin/sh\n[ \"$1\" = -c ] && exec %s \"$@\"\n".formatted(pythons().getFirst()));
    assertThat(python.toFile().setExecutable(true)).isTrue();
    String disk = folder.resolve("disk").toString();
    return Command.of("bash", script.toString())
        .with(Map.of("NAT_FAILOVER_ROOT", disk, "NAT_FAILOVER_PYTHON", python.toString()))
        .run();
  }

  private static String[] sources(String... endings) throws IOException {
    try (Stream<Path> files = Files.list(NodeFiles.FOLDER.resolve("files"))) {
      return files
          .map(Path::toString)
          .filter(name -> Stream.of(endings).anyMatch(name::endsWith))
          .toArray(String[]::new);
    }
  }
}
