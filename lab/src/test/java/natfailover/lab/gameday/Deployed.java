package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import natfailover.lab.account.Account;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.runtime.Credentials;
import natfailover.lab.runtime.FunctionSettings;
import natfailover.lab.runtime.Initialization;
import natfailover.lab.runtime.LambdaFunction;
import natfailover.lab.runtime.LogFormat;
import natfailover.lab.runtime.ManagedRuntime;
import natfailover.lab.stack.Bus;
import natfailover.lab.stack.Groups;
import natfailover.lab.stack.Made;
import natfailover.lab.stack.Maker;
import natfailover.lab.stack.Makers;
import natfailover.lab.stack.NodeMakers;
import natfailover.lab.stack.RoleMakers;
import natfailover.lab.stack.Stack;
import natfailover.lab.stack.StackFailed;
import natfailover.lab.template.Roles;
import natfailover.lab.template.Translated;
import org.jspecify.annotations.Nullable;

/**
 * A region into which the templates are deployed: its rules wake the packaged controller, which
 * runs with its deployed settings; who lacks a right in the deployed roles is refused.
 */
final class Deployed implements AutoCloseable {
  private static final Path RUNTIME = Path.of(System.getProperty("natfailover.runtime", ""));
  private static final Path TASK = Path.of(System.getProperty("natfailover.task", ""));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONTROLLER = "natfailover.ControllerHandler";
  private static final String ONBOARDING = "natfailover.onboarding.OnboardingHandler";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegionServer server;
  private final Account account;
  private final Roles roles = new Roles();
  private final Bus bus = new Bus(Makers.arn("lambda", "function:nat-Controller:live"));
  private final Map<String, JsonNode> functions = new HashMap<>();
  private final Stack stack;
  private final OnboardedTables tables = new OnboardedTables(this::onboarding);
  private @Nullable Lab lab;
  private @Nullable LambdaFunction onboarding;
  private @Nullable Traffic traffic;
  private Duration patience = PATIENCE;

  private Deployed(RegionServer server) {
    this.server = server;
    this.account = Account.at(server.endpoint(), RegionSettings.defaults().region());
    Makers makers = new Makers();
    bus.register(makers);
    RoleMakers.register(makers, roles);
    NodeMakers.register(makers, server);
    Maker groups =
        new Groups(
            server, account, condition -> lab().await(patience, _ -> condition.getAsBoolean()));
    makers.add("AWS::AutoScaling::AutoScalingGroup", groups);
    makers.add("AWS::IAM::InstanceProfile", this::profile);
    makers.add("AWS::Lambda::Function", this::function);
    makers.add("AWS::Lambda::Version", (name, _) -> new Made(name, Map.of("Version", name)));
    makers.add("AWS::Lambda::Alias", this::alias);
    makers.add("Custom::NatFailoverOnboarding", tables);
    this.stack = new Stack("nat", Translated.TEMPLATE, makers);
    server.with(region -> region.authorize(roles));
  }

  static Deployed region() throws IOException {
    return new Deployed(Lab.region());
  }

  Account account() {
    return account;
  }

  RegionServer server() {
    return server;
  }

  Roles roles() {
    return roles;
  }

  Bus bus() {
    return bus;
  }

  Stack stack() {
    return stack;
  }

  /** What on-boarding has said of what it has done. */
  List<String> notes() {
    return tables.notes();
  }

  /** What runs, once the controller's alias is there. */
  Lab lab() {
    if (lab == null) {
      throw new StackFailed("there is no controller yet");
    }
    return lab;
  }

  /** Has traffic watched from the moment when anything could move it. */
  void watch(Traffic watched) {
    traffic = watched;
  }

  /** How long CloudFormation waits for nodes from now on. */
  void patience(Duration changed) {
    patience = changed;
  }

  private Made profile(String name, JsonNode properties) {
    roles.lend(NodeAgents.CALLER, properties.at("/Roles/0").asText());
    return new Made(name, Map.of("Arn", "arn:aws:iam::123456789012:instance-profile/" + name));
  }

  private Made function(String name, JsonNode properties) {
    functions.put(name, properties);
    if (properties.required("Handler").asText().equals(ONBOARDING)) {
      // The lab's controllers run for a second at most.
      onboarding = run(name, "ONBOARDING", Map.of("CONTROLLER_TIMEOUT_SECONDS", "1"));
    }
    return new Made(name, Map.of("Arn", Makers.arn("lambda", "function:" + name)));
  }

  /** What is behind the alias runs from now on, woken by the rules that reach it. */
  private Made alias(String name, JsonNode properties) {
    String function = properties.required("FunctionName").asText();
    LambdaFunction controller = run(function, "CONTROLLER", Map.of());
    controller.provision(2).join();
    LabSettings settings = new LabSettings(RUNTIME, TASK, CONTROLLER, false);
    lab = Lab.of(settings, server, controller, new Wires(server, controller, true, bus));
    if (traffic != null) {
      lab.wires().watch(new Chronicle(lab.clock(), _ -> {}), traffic);
    }
    return new Made(Makers.arn("lambda", "function:" + function + ":live"), Map.of());
  }

  private LambdaFunction run(String name, String caller, Map<String, String> faster) {
    JsonNode properties = functions.getOrDefault(name, JSON.createObjectNode());
    String role = properties.required("Role").asText();
    roles.lend(caller, role.substring(role.indexOf('/') + 1));
    Map<String, String> environment = new HashMap<>();
    properties
        .at("/Environment/Variables")
        .properties()
        .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
    environment.putAll(faster);
    environment.put("AWS_ENDPOINT_URL", server.endpoint().toString());
    boolean restored = properties.has("SnapStart");
    FunctionSettings settings =
        FunctionSettings.builder(name, TASK, properties.required("Handler").asText())
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

  private LambdaFunction onboarding() {
    if (onboarding == null) {
      throw new StackFailed("there is no function for on-boarding");
    }
    return onboarding;
  }

  @Override
  public void close() {
    tables.close();
    if (onboarding != null) {
      onboarding.close();
    }
    if (lab != null) {
      lab.close();
    } else {
      account.close();
      server.close();
    }
  }
}
