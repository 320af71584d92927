package natfailover.lab.gameday;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.box.BoxFailed;
import natfailover.lab.box.Requirements;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options of game days that only mean something with packets. */
final class PacketOptions {
  /** The box's own; its path is short, since it becomes part of the names of sockets. */
  private static final Path FOLDER = Path.of("/dev/shm");

  @Spec private CommandSpec own = CommandSpec.create();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--flows",
      paramLabel = "N",
      defaultValue = "2000",
      description = "TCP connections that are open when it breaks; default: ${DEFAULT-VALUE}")
  private int flows = 2000;

  @Option(
      names = "--propagation-ms",
      paramLabel = "ROUTE,ADDRESS",
      split = ",",
      defaultValue = "1000,1000",
      description = {
        "how long AWS is simulated to take until packets follow; default: ${DEFAULT-VALUE};",
        "0,0 shows our own share"
      })
  private List<Integer> propagation = new ArrayList<>();

  @Option(
      names = "--without-conntrackd",
      description = "the nodes' image has no conntrackd: no state is replicated")
  private boolean withoutConntrackd;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "writes a page with tables and plots")
  private @Nullable Path html;

  @Option(
      names = "--logs",
      paramLabel = "FOLDER",
      description = "keeps what the machines' programs have said; else nothing is left")
  private @Nullable Path logs;

  @Option(names = "--strict", description = "a missed target fails the day as well")
  private boolean strict;

  /**
   * What is wrong with them; empty when nothing is.
   *
   * @param packets whether there are to be any
   */
  Optional<String> fault(boolean packets) {
    return packets ? fault() : idle();
  }

  /** One that would be taken no notice of. */
  private Optional<String> idle() {
    ParseResult given = command.commandLine().getParseResult();
    List<String> idle =
        own.options().stream()
            .map(OptionSpec::longestName)
            .filter(given::hasMatchedOption)
            .toList();
    return Optional.of(String.join(", ", idle))
        .filter(names -> !names.isEmpty())
        .map(
            names ->
                names + ": nothing that the control plane alone knows; leave out --no-packets");
  }

  private Optional<String> fault() {
    if (flows < 1) {
      return Optional.of("--flows is " + flows + ", allowed are whole numbers from 1");
    }
    if (propagation.size() != 2 || propagation.stream().anyMatch(each -> each < 0)) {
      return Optional.of(
          "--propagation-ms is %s, allowed are two whole numbers from 0, such as 1000,1000"
              .formatted(propagation));
    }
    if (html != null && !Files.isDirectory(folderOf(html))) {
      return Optional.of("--html: there is no folder " + folderOf(html));
    }
    return Optional.empty();
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /**
   * How game days are run.
   *
   * @throws BoxFailed if something that packets need is missing
   */
  PacketSettings settings() {
    PacketSettings settings =
        new PacketSettings(
            flows,
            Duration.ofMillis(propagation.getFirst()),
            Duration.ofMillis(propagation.getLast()),
            FOLDER,
            !withoutConntrackd,
            Optional.ofNullable(logs));
    Requirements.check(settings.box("check"));
    return settings;
  }

  /** What was asked for, by option. */
  Map<String, Object> asked() {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("flows", flows);
    asked.put("propagationMillis", propagation);
    asked.put("conntrackd", !withoutConntrackd);
    return asked;
  }

  Optional<Path> html() {
    return Optional.ofNullable(html);
  }

  boolean strict() {
    return strict;
  }
}
