package natfailover.lab.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import natfailover.lab.account.Account;
import natfailover.lab.region.Event;
import natfailover.lab.region.RegionServer;
import natfailover.lab.region.RegionSettings;
import natfailover.lab.stack.Bus;
import natfailover.lab.stack.Groups;
import natfailover.lab.stack.Made;
import natfailover.lab.stack.Maker;
import natfailover.lab.stack.Makers;
import natfailover.lab.stack.NodeMakers;
import natfailover.lab.stack.RoleMakers;
import natfailover.lab.stack.Stack;
import natfailover.lab.template.Roles;
import natfailover.lab.template.Translated;

/**
 * A region into which the templates are deployed: its rules wake the packaged controller, which
 * runs with its deployed settings; who lacks a right in the deployed roles is refused.
 */
final class Deployed implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RegionServer server;
  private final Account account;
  private final Roles roles = new Roles();
  private final Bus bus = new Bus(Makers.arn("lambda", "function:nat-Controller:live"));
  private final DeployedFunctions functions;
  private final Makers makers = new Makers();
  private final Stack stack;
  private final OnboardedTables tables;
  private final LateFailure lateFailure = new LateFailure();
  private volatile Predicate<Event> lost = _ -> false;
  private Duration patience = PATIENCE;

  private Deployed(RegionServer server) {
    this.server = server;
    this.account = Account.at(server.endpoint(), RegionSettings.defaults().region());
    this.functions =
        new DeployedFunctions(server, roles, event -> !lost.test(event) && bus.test(event));
    this.tables = new OnboardedTables(functions::onboarding, makers);
    bus.register(makers);
    functions.register(makers);
    RoleMakers.register(makers, roles);
    NodeMakers.register(makers, server);
    Maker groups =
        new Groups(
            server, account, condition -> lab().await(patience, _ -> condition.getAsBoolean()));
    makers.add("AWS::AutoScaling::AutoScalingGroup", groups);
    makers.add("AWS::IAM::InstanceProfile", this::profile);
    makers.add("Custom::NatFailoverOnboarding", tables);
    makers.add("AWS::CloudWatch::Alarm", lateFailure);
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

  /** The stack of a further fleet, to be deployed beside. */
  Stack further(String name) {
    return new Stack(name, Translated.FLEET, makers);
  }

  /** What on-boarding has said of what it has done. */
  List<String> notes() {
    return tables.notes();
  }

  /** What runs, once the controller's alias is there. */
  Lab lab() {
    return functions.lab();
  }

  /** Every invocation of the controller that ended in an error, and what failed in the lab. */
  List<String> failures() {
    return functions.failures();
  }

  /** Has traffic watched from the moment when anything could move it. */
  void watch(Traffic watched) {
    functions.watch(watched);
  }

  /** Has these events reach nobody from now on. */
  void lose(Predicate<Event> these) {
    lost = these;
  }

  /** Has the next update that changes an alarm fail there, once this has happened. */
  void failLate(Runnable meanwhile) {
    lateFailure.next(meanwhile);
  }

  /** How long CloudFormation waits for nodes from now on. */
  void patience(Duration changed) {
    patience = changed;
  }

  private Made profile(String name, JsonNode properties) {
    String arn = "arn:aws:iam::123456789012:instance-profile/" + name;
    roles.lend(arn, properties.at("/Roles/0").asText());
    return new Made(name, Map.of("Arn", arn));
  }

  @Override
  public void close() {
    tables.close();
    functions.close();
    account.close();
    server.close();
  }
}
