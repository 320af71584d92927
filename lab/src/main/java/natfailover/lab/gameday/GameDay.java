package natfailover.lab.gameday;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import natfailover.lab.box.BoxFailed;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      description = {
        "crash, second-crash, hang, terminate, terminate-hook, stop, spot, source-dest-check,"
            + " rules-flushed, conntrack-full, egress-blackhole, partition, zone-lost, drain,"
            + " failback, launch-fails, onboard-offboard or all; default: crash, without packets"
            + " terminate"
      })
  private Optional<String> scenario = Optional.empty();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "runs each scenario N times")
  private int repeat = 1;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = {
        "how long a network may take to come up, or to come home again; default: ${DEFAULT-VALUE}"
      })
  private int patience = 60;

  @Mixin private final PacketOptions packetOptions = new PacketOptions();

  @Option(
      names = "--no-packets",
      description = "control plane alone; needs no root, and no option about packets applies")
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
    requirePositive("--repeat", repeat);
    requirePositive("--patience", patience);
    Optional<String> fault = packetOptions.fault(!noPackets);
    if (fault.isPresent()) {
      throw wrong(fault.get());
    }
    Path runtime = Path.of(System.getProperty("natfailover.runtime", "lab/target/lambda-runtime"));
    for (Path needed : List.of(taskRoot, runtime)) {
      if (!Files.isDirectory(needed)) {
        throw wrong("there is no " + needed + "; build it with: mvn -DskipTests package");
      }
    }
    List<Network> chosen = networks();
    List<Scenario> scenarios = scenarios();
    LabSettings lab = new LabSettings(runtime, taskRoot, handler, !noPackets);
    List<NetworkResult> results = run(lab, chosen, scenarios);
    Map<String, Object> document = ResultDocument.of(results, asked());
    if (packetOptions.html().isPresent()) {
      Files.writeString(packetOptions.html().get(), Page.of(results, asked()));
    }
    if (json) {
      System.out.println(
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(document));
    }
    boolean met = !packetOptions.strict() || results.stream().allMatch(NetworkResult::targetsMet);
    return met && results.stream().allMatch(NetworkResult::pass) ? 0 : 1;
  }

  private List<NetworkResult> run(
      LabSettings settings, List<Network> networks, List<Scenario> scenarios) throws IOException {
    PrintWriter progress = new PrintWriter(json ? System.err : System.out, true, UTF_8);
    Optional<Packets> packets = Optional.empty();
    if (!noPackets) {
      PacketSettings chosen = known(packetOptions::settings);
      packets = Optional.of(new Packets(chosen, new Baselines(chosen)));
    }
    Day.Settings day = new Day.Settings(repeat, Duration.ofSeconds(patience), packets);
    List<NetworkResult> results = new ArrayList<>();
    try (Lab lab = Lab.open(settings)) {
      for (Network network : networks) {
        results.add(new Day(lab, network, day, progress).run(scenarios));
      }
    }
    return results;
  }

  private Map<String, Object> asked() {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("packets", !noPackets);
    asked.put("repeat", repeat);
    if (!noPackets) {
      asked.putAll(packetOptions.asked());
    }
    return asked;
  }

  private List<Network> networks() {
    return networks.isEmpty()
        ? List.of(Network.values())
        : networks.stream().map(name -> known(() -> Network.named(name))).toList();
  }

  private List<Scenario> scenarios() {
    String name = scenario.orElse(noPackets ? "terminate" : "crash");
    List<Scenario> found = known(() -> Scenario.named(name));
    if (noPackets && !name.equals("all") && found.getFirst().needsPackets()) {
      throw wrong(name + " means nothing to the control plane alone; leave out --no-packets");
    }
    return found;
  }

  /** What was asked for, if there is such a thing and nothing that it needs is missing. */
  private <T> T known(Supplier<T> asked) {
    try {
      return asked.get();
    } catch (IllegalArgumentException | BoxFailed e) {
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
