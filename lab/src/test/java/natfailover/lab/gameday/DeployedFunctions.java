package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import natfailover.lab.region.Event;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.runtime.Credentials;
import natfailover.lab.runtime.FunctionSettings;
import natfailover.lab.runtime.Initialization;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.runtime.LogFormat;
import natfailover.lab.runtime.ManagedRuntime;
import natfailover.lab.stack.Made;
import natfailover.lab.stack.Maker;
import natfailover.lab.stack.Makers;
import natfailover.lab.stack.StackFailed;
import natfailover.lab.template.Formation;
import natfailover.lab.template.Roles;
import org.jspecify.annotations.Nullable;

/**
 * Makes functions: each runs as packaged, with its deployed settings and under its deployed role.
 * What is behind the alias is the controller; another version of it takes its place.
 */
final class DeployedFunctions implements AutoCloseable {
  private static final Path RUNTIME = Path.of(System.getProperty("natfailover.runtime", ""));
  private static final Path TASK = Path.of(System.getProperty("natfailover.task", ""));
  private static final String CONTROLLER = "natfailover.ControllerHandler";
  private static final String ONBOARDING = "natfailover.onboarding.OnboardingHandler";

  private final RegionServer server;
  private final Roles roles;
  private final Predicate<Event> rules;
  private final Map<String, JsonNode> declared = new HashMap<>();
  private final List<Lab> labs = new ArrayList<>();
  private final List<LambdaFunction> versions = new ArrayList<>();
  private final AtomicReference<@Nullable LambdaFunction> behind = new AtomicReference<>();
  private @Nullable LambdaFunction onboarding;
  private @Nullable Traffic traffic;

  DeployedFunctions(RegionServer server, Roles roles, Predicate<Event> rules) {
    this.server = server;
    this.roles = roles;
    this.rules = rules;
  }

  void register(Makers makers) {
    makers.add("AWS::Lambda::Function", new Functions());
    makers.add("AWS::Lambda::Version", (name, _) -> new Made(name, Map.of("Version", name)));
    makers.add("AWS::Lambda::Alias", new Aliases());
  }

  /** What runs, once the controller's alias is there. */
  Lab lab() {
    if (labs.isEmpty()) {
      throw new StackFailed("there is no controller yet");
    }
    return labs.getLast();
  }

  LambdaFunction onboarding() {
    if (onboarding == null) {
      throw new StackFailed("there is no function for on-boarding");
    }
    return onboarding;
  }

  void watch(Traffic watched) {
    traffic = watched;
  }

  /** Every invocation of a controller that ended in an error. */
  List<String> failures() {
    return labs.stream().flatMap(each -> each.wires().failures().stream()).toList();
  }

  private final class Functions implements Maker {
    @Override
    public Made create(String name, JsonNode properties) {
      declared.put(name, properties);
      connect(properties);
      if (properties.required("Handler").asText().equals(ONBOARDING)) {
        onboarding = run(name, properties, "ONBOARDING");
      }
      return new Made(name, Map.of("Arn", Makers.arn("lambda", "function:" + name)));
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      declared.put(made.ref(), after);
      connect(after);
      return made;
    }

    /** The probers are in subnets, and have names of their own. */
    private void connect(JsonNode properties) {
      List<String> subnets = Formation.texts(properties.at("/VpcConfig/SubnetIds"));
      if (!subnets.isEmpty()) {
        String prober = properties.required("FunctionName").asText();
        Map<String, String> tags = new HashMap<>();
        properties
            .path("Tags")
            .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        server.with(region -> region.functions().connect(prober, tags, subnets));
      }
    }
  }

  /** What is behind the alias runs from now on, woken by the rules that reach it. */
  private final class Aliases implements Maker {
    @Override
    public Made create(String name, JsonNode properties) {
      String function = properties.required("FunctionName").asText();
      point(function);
      return new Made(Makers.arn("lambda", "function:" + function + ":live"), Map.of());
    }

    @Override
    public Made update(Made made, JsonNode before, JsonNode after) {
      point(after.required("FunctionName").asText());
      return made;
    }

    /** The rules are gone by then. */
    @Override
    public void delete(Made made, JsonNode properties) {
      lab().wires().sweep(false);
    }

    private void point(String function) {
      JsonNode properties = declared.get(function);
      if (properties == null) {
        throw new StackFailed("there is no function " + function);
      }
      LambdaFunction version = run(function, properties, "CONTROLLER");
      versions.add(version);
      version.provision(2).join();
      behind.set(version);
      LabSettings settings = new LabSettings(RUNTIME, TASK, CONTROLLER, false);
      Wires wires =
          new Wires(
              server, version, true, event -> version.equals(behind.get()) && rules.test(event));
      labs.forEach(each -> each.wires().close());
      labs.add(Lab.of(settings, server, version, wires));
      if (traffic != null) {
        wires.watch(new Chronicle(lab().clock(), _ -> {}), traffic);
      }
    }
  }

  private LambdaFunction run(String name, JsonNode properties, String caller) {
    String role = properties.required("Role").asText();
    roles.lend(caller, role.substring(role.indexOf('/') + 1));
    Map<String, String> environment = new HashMap<>();
    properties
        .at("/Environment/Variables")
        .properties()
        .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
    // The lab's controllers run for a second at most.
    environment.replace("CONTROLLER_TIMEOUT_SECONDS", "1");
    environment.put("AWS_ENDPOINT_URL", server.endpoint().toString());
    environment.put("REHEARSALS", "1");
    boolean restored = properties.has("SnapStart");
    String handler = properties.required("Handler").asText();
    FunctionSettings settings =
        FunctionSettings.builder(name, TASK, handler)
            .initialization(restored ? Initialization.SNAP_START : Initialization.ON_DEMAND)
            .memoryMegabytes(properties.required("MemorySize").asInt())
            .timeout(Duration.ofSeconds(properties.required("Timeout").asInt()))
            .concurrency(3)
            .logFormat(LogFormat.JSON)
            .region(RegionSettings.defaults().region())
            .credentials(new Credentials(caller, "secret", "session"))
            .environment(environment)
            .build();
    return new LambdaFunction(ManagedRuntime.java25(RUNTIME), settings, _ -> {});
  }

  @Override
  public void close() {
    if (onboarding != null) {
      onboarding.close();
    }
    labs.forEach(each -> each.wires().close());
    labs.forEach(each -> each.account().close());
    versions.forEach(LambdaFunction::close);
  }
}
