package natfailover.lab.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import natfailover.ControllerHandler;
import natfailover.lab.account.Account;
import natfailover.lab.region.Functions;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.region.Request;
import natfailover.lab.region.Timing;

/** A region with a fleet of two zones, as deployed, and the controller that is asked about it. */
final class Patient implements AutoCloseable {
  static final String FUNCTION = "nat-failover-Controller";
  static final String ARN = "arn:aws:lambda:ap-northeast-1:123456789012:function:" + FUNCTION;
  static final String ALIAS = ARN + ":live";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> CONTROLLERS_ENVIRONMENT =
      Map.of(
          "aws.region", "ap-northeast-1",
          "aws.accessKeyId", "CONTROLLER",
          "aws.secretAccessKey", "controller");

  final RegionServer server;
  final Account account;
  final Ward ward;
  private final ControllerHandler controller;

  private Patient(RegionServer server) {
    this.server = server;
    this.account = Account.at(server.endpoint(), "ap-northeast-1");
    CONTROLLERS_ENVIRONMENT.forEach(System::setProperty);
    System.setProperty("aws.endpointUrl", server.endpoint().toString());
    this.controller = new ControllerHandler();
    this.ward = new Ward(account, "prod", "10.0");
  }

  /** A fleet that lacks nothing. */
  static Patient healthy() throws IOException {
    Timing quick = Timing.typical().dividedBy(100);
    Patient patient = new Patient(RegionServer.start(RegionSettings.defaults().withTiming(quick)));
    patient.deployController();
    patient.ward.build();
    patient.ward.tables.forEach(patient::proberOf);
    patient.await(() -> patient.ward.launched());
    patient.ward.nodesAreReady();
    patient.await(patient::settled);
    return patient;
  }

  private void deployController() {
    functions(functions -> functions.alias(FUNCTION, "live", "7"));
    rule("Sweep", Map.of("ScheduleExpression", "rate(1 minute)"));
    Template.read("template.yaml")
        .patterns("Controller")
        .forEach((name, pattern) -> rule(name, Map.of("EventPattern", pattern)));
  }

  private void rule(String name, Map<String, String> what) {
    rule(name, what, ALIAS);
    functions(functions -> functions.permit(FUNCTION, "live", name));
  }

  /** A rule with one target; one that is there is changed. */
  void rule(String name, Map<String, String> what, String target) {
    Map<String, Object> rule = new HashMap<>(what);
    rule.put("Name", name);
    events("PutRule", rule);
    events(
        "PutTargets", Map.of("Rule", name, "Targets", List.of(Map.of("Id", "1", "Arn", target))));
  }

  void functions(Consumer<Functions> change) {
    server.with(region -> change.accept(region.functions()));
  }

  static String prober(String zone) {
    return "nat-failover-prod-" + zone;
  }

  private void proberOf(String zone, String table) {
    server.probers().stand(prober(zone), server.probers().seeing(table));
    place(zone, Objects.requireNonNull(ward.privateSubnets.get(zone)));
  }

  /** A zone's prober is in this subnet from now on. */
  void place(String zone, String subnet) {
    Map<String, String> tags = Map.of("nat-failover:fleet", "prod");
    functions(functions -> functions.connect(prober(zone), tags, List.of(subnet)));
  }

  void events(String action, Map<String, ?> body) {
    server.with(
        region ->
            assertThat(region.call(Request.events(action, json(body)), region.now()).succeeded())
                .isTrue());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Whether the controller has nothing left to do. */
  private boolean settled() {
    JsonNode fleet =
        invoke(Map.of("source", "aws.events", "detail-type", "Scheduled Event"))
            .path("fleets")
            .path(0);
    return fleet.path("converged").asBoolean() && fleet.path("actions").isEmpty();
  }

  JsonNode doctor() {
    return invoke(Map.of("command", "doctor", "fleet", "prod"));
  }

  JsonNode invoke(Map<String, ?> payload) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      controller.handleRequest(
          new ByteArrayInputStream(json(payload).getBytes(UTF_8)), answer, context());
      return JSON.readTree(answer.toString(UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Context context() {
    LambdaLogger silent =
        (LambdaLogger)
            Proxy.newProxyInstance(
                LambdaLogger.class.getClassLoader(),
                new Class<?>[] {LambdaLogger.class},
                (_, _, _) -> null);
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> 30_000;
                  case "getLogger" -> silent;
                  case "getInvokedFunctionArn" -> ALIAS;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  void await(BooleanSupplier condition) {
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      assertThat(tries).as("tries").isLessThan(600);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    System.clearProperty("aws.endpointUrl");
    CONTROLLERS_ENVIRONMENT.keySet().forEach(System::clearProperty);
    account.close();
    server.close();
  }
}
