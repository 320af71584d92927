package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Breaks a NAT node in a simulated region, watches the controller mend it, and judges. */
@Command(
    name = "gameday",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Builds a network in a simulated AWS region on this machine, has the packaged controller look"
          + " after it, breaks it, and judges what follows.",
      "Exit: 0 pass, 1 a scenario failed, 2 wrong arguments or something is missing."
    })
public final class GameDay implements Callable<Integer> {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "tutorial-1, tutorial-2 or three-zones; all of them by default")
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "terminate",
      description = {
        "terminate, stop, spot, drain, launch-fails, zone-lost or all;",
        "default: ${DEFAULT-VALUE}"
      })
  private String scenario = "terminate";

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "runs each scenario N times")
  private int repeat = 1;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "how long a network may take to come up, or to come home again")
  private int patience = 30;

  @Option(
      names = "--no-packets",
      description = "control plane alone; the only way so far, and needs no root")
  private boolean noPackets;

  @Option(names = "--json", description = "one JSON document on standard output, nothing else")
  private boolean json;

  @Option(
      names = "--task-root",
      paramLabel = "DIR",
      description = "another controller's Lambda task root; ours by default")
  private Path taskRoot = Path.of(System.getProperty("natfailover.task", "functions/target/task"));

  @Option(
      names = "--handler",
      paramLabel = "CLASS",
      defaultValue = "natfailover.ControllerHandler",
      description = "that controller's handler")
  private String handler = "natfailover.ControllerHandler";

  /** The command's door. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new GameDay()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (!noPackets) {
      throw wrong("this version runs the control plane alone: add --no-packets");
    }
    requirePositive("--repeat", repeat);
    requirePositive("--patience", patience);
    Path runtime = Path.of(System.getProperty("natfailover.runtime", "lab/target/lambda-runtime"));
    for (Path needed : List.of(taskRoot, runtime)) {
      if (!Files.isDirectory(needed)) {
        throw wrong("there is no " + needed + "; build it with: mvn -DskipTests package");
      }
    }
    List<Network> chosen = networks();
    List<Scenario> scenarios = scenarios();
    PrintWriter progress =
        json
            ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
            : new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    List<NetworkResult> results = new ArrayList<>();
    try (Lab lab = Lab.open(runtime, taskRoot, handler)) {
      for (Network network : chosen) {
        results.add(
            new Day(lab, network, Duration.ofSeconds(patience), progress).run(scenarios, repeat));
      }
    }
    if (json) {
      System.out.println(
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(NetworkResult.json(results)));
    }
    return results.stream().allMatch(NetworkResult::pass) ? 0 : 1;
  }

  private List<Network> networks() {
    try {
      return networks.isEmpty()
          ? List.of(Network.values())
          : networks.stream().map(Network::named).toList();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private List<Scenario> scenarios() {
    try {
      return Scenario.named(scenario);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void requirePositive(String option, int value) {
    if (value < 1) {
      throw wrong(option + " is " + value + ", allowed are whole numbers from 1");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
