package natfailover.lab.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import natfailover.lab.region.Latency;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Measures how fast the packaged controller brings route tables to a healthy node. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kills a NAT node in a simulated AWS region on this machine, hands the event to the packaged"
          + " controller, and measures until the routes are on the next node.",
      "Exit: 0 all routes are right and the Elastic IP came along, 1 not so, 2 wrong arguments or"
          + " something is missing."
    })
public final class Benchmark implements Callable<Integer> {
  private static final String CONTROLLER = "nat-failover";
  private static final int MOST_TABLES = 1000;
  private static final int LONGEST_LATENCY = 5000;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--tables",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,10,50,200",
      description = "route tables in the zone that fails; default: ${DEFAULT-VALUE}")
  private List<Integer> tables = new ArrayList<>();

  @Option(
      names = "--latency-ms",
      paramLabel = "READ,WRITE",
      split = ",",
      defaultValue = "100,100",
      description = "what every call takes; default: ${DEFAULT-VALUE}")
  private List<Integer> latency = new ArrayList<>();

  @Option(
      names = "--bucket",
      paramLabel = "SIZE,REFILL",
      split = ",",
      description = "throttles as AWS publishes: 50,5; not throttled by default")
  private List<Integer> bucket = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      split = ",",
      defaultValue = "cold,restored,warm",
      description = {
        "cold: the function's process has to be started for the event;",
        "restored: SnapStart, from the checkpoint after priming;",
        "warm: restored, and has answered a sweep since; default: ${DEFAULT-VALUE}"
      })
  private List<String> modes = new ArrayList<>();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "runs each failover N times and gives medians")
  private int repeat = 1;

  @Option(
      names = "--controller",
      paramLabel = "NAME=COMMAND",
      description = "another controller beside ours; not in this version")
  private List<String> controllers = new ArrayList<>();

  @Option(
      names = "--task-root",
      paramLabel = "DIR",
      description = "another build's Lambda task root; the packaged controller by default")
  private Path taskRoot = Path.of(System.getProperty("natfailover.task", "functions/target/task"));

  @Option(names = "--handler", paramLabel = "CLASS", description = "that build's handler")
  private String handler = "natfailover.ControllerHandler";

  @Option(names = "--json", description = "one JSON document on standard output, nothing else")
  private boolean json;

  /** The command's door. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (!controllers.isEmpty()) {
      throw wrong(
          "--controller is not in this version, which measures the packaged controller alone:"
              + " leave it out");
    }
    for (int count : tables) {
      require("--tables", count, 1, MOST_TABLES);
    }
    require("--repeat", repeat, 1, Integer.MAX_VALUE);
    Path runtime = Path.of(System.getProperty("natfailover.runtime", "lab/target/lambda-runtime"));
    Setting setting =
        new Setting(directory(taskRoot), handler, directory(runtime), latency(), bucket());
    PrintWriter progress = spec.commandLine().getErr();
    Results results = new Series(setting, CONTROLLER, progress).run(modes(), tables, repeat);
    spec.commandLine().getOut().println(json ? results.json() : results.table());
    spec.commandLine().getOut().flush();
    return results.pass() ? 0 : 1;
  }

  private Latency latency() {
    if (latency.size() != 2) {
      throw wrong("--latency-ms takes two numbers, READ,WRITE, such as 100,100");
    }
    latency.forEach(millis -> require("--latency-ms", millis, 0, LONGEST_LATENCY));
    return new Latency(Duration.ofMillis(latency.get(0)), Duration.ofMillis(latency.get(1)));
  }

  private Optional<Bucket> bucket() {
    if (bucket.isEmpty()) {
      return Optional.empty();
    }
    Bucket published = Bucket.PUBLISHED;
    if (!bucket.equals(List.of(published.size(), published.refill()))) {
      throw wrong(
          "--bucket: this version's region knows AWS's published bucket alone; give %d,%d"
              .formatted(published.size(), published.refill()));
    }
    return Optional.of(published);
  }

  private List<Mode> modes() {
    try {
      return modes.stream().map(Mode::named).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw wrong("--mode: " + e.getMessage());
    }
  }

  private Path directory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw wrong("there is no %s; build it with: mvn -DskipTests package".formatted(directory));
    }
    return directory;
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong(
          "%s is %d, allowed are whole numbers from %d to %d"
              .formatted(option, value, least, most));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
