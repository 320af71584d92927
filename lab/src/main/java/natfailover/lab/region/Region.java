package natfailover.lab.region;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A simulated AWS region. It has no clock and no thread: time comes with every call and with {@link
 * #advance}, so that it can be driven by the wall clock or by a simulation. Not safe for concurrent
 * use; {@link RegionServer} holds one lock around it.
 */
public final class Region {
  private final World world;
  private final Ec2 ec2;
  private final Machines machines;
  private final Faults faults;
  private final Authorization authorization;
  private final Functions functions;
  private final AccountActions account = new AccountActions();
  private final Dispatcher dispatcher;

  public Region(RegionSettings settings, Instant start) {
    world = new World(settings, start);
    ec2 = new Ec2(world);
    machines = new Machines(ec2);
    Launcher launcher = new Launcher(ec2, machines);
    AutoScaling scaling = new AutoScaling(ec2, machines, launcher);
    faults = new Faults(ec2, machines, scaling);
    functions = new Functions(world);
    authorization = new Authorization(new AccessReader(ec2, scaling, functions));
    Map<Service, Map<String, Action>> actions =
        Map.of(Service.EC2, ec2Actions(launcher), Service.AUTOSCALING, scalingActions(scaling));
    dispatcher = new Dispatcher(world, actions, functions, authorization);
  }

  private Map<String, Action> scalingActions(AutoScaling scaling) {
    Map<String, Action> actions = new HashMap<>();
    new GroupActions(scaling, ec2).register(actions);
    new GroupTagActions(scaling).register(actions);
    new HookActions(scaling).register(actions);
    new MemberActions(scaling).register(actions);
    return actions;
  }

  private Map<String, Action> ec2Actions(Launcher launcher) {
    Map<String, Action> actions = new HashMap<>();
    InstanceReads reads = new InstanceReads(ec2);
    reads.register(actions);
    new InstanceActions(ec2, machines).register(actions);
    actions.put("RunInstances", new RunAction(ec2, launcher, reads));
    new RouteActions(ec2).register(actions);
    new RouteTableActions(ec2).register(actions);
    new AddressActions(ec2).register(actions);
    new InterfaceActions(ec2).register(actions);
    new InterfaceAttachments(ec2).register(actions);
    new NatGatewayActions(ec2).register(actions);
    new VpcActions(ec2).register(actions);
    new TagActions(ec2).register(actions);
    new LaunchTemplateActions(ec2).register(actions);
    account.register(actions);
    return actions;
  }

  /** Does what is due by then, and answers one API call. */
  public Answer call(Request request, Instant now) {
    advance(now);
    Answer answer = dispatcher.call(request);
    world.settle();
    return answer;
  }

  /**
   * As {@link #call}, for who needs no document: the answer itself of EC2 or Auto Scaling.
   *
   * @throws ApiError what AWS would answer instead
   */
  public Tree answer(Request request, Instant now) {
    advance(now);
    Tree answer = dispatcher.tree(request);
    if (!request.reads()) {
      world.settle();
    }
    return answer;
  }

  /** Changes whenever anything in the region may have. */
  public long version() {
    return world.version();
  }

  /** When something next happens of itself. */
  public Optional<Instant> nextDue() {
    return world.agenda().nextDue();
  }

  /** Lets everything happen that is due by then, in order of time. */
  public void advance(Instant now) {
    world.advance(now);
  }

  public Instant now() {
    return world.now();
  }

  /** The events emitted since they were last taken, oldest first. */
  public List<Event> takeEvents() {
    return world.takeEvents();
  }

  public RegionSettings settings() {
    return world.settings();
  }

  public void settings(UnaryOperator<RegionSettings> change) {
    world.settings(change.apply(world.settings()));
  }

  /** The instance crashes and AWS terminates it. */
  public void killInstance(String instanceId) {
    faults.kill(instanceId);
    world.settle();
  }

  /** Somebody stops the instance. */
  public void stopInstance(String instanceId) {
    faults.stop(instanceId);
    world.settle();
  }

  /** AWS warns that it will take a Spot instance back, and does so after the notice. */
  public void interruptSpot(String instanceId) {
    faults.interruptSpot(instanceId);
    world.settle();
  }

  public void recommendRebalance(String instanceId) {
    faults.recommendRebalance(instanceId);
    world.settle();
  }

  /** The status checks fail from now on. */
  public void impair(String instanceId) {
    health(instanceId, InstanceStatus.Health.IMPAIRED);
  }

  /** The status checks pass again. */
  public void repair(String instanceId) {
    health(instanceId, InstanceStatus.Health.OK);
  }

  /** The status checks have nothing to say. */
  public void loseStatusData(String instanceId) {
    health(instanceId, InstanceStatus.Health.INSUFFICIENT_DATA);
  }

  private void health(String instanceId, InstanceStatus.Health health) {
    faults.health(instanceId, health);
    world.settle();
  }

  /** AWS schedules an event, such as {@code instance-retirement}, for the instance. */
  public void scheduleEvent(String instanceId, String code, Instant notBefore) {
    faults.schedule(instanceId, code, notBefore);
    world.settle();
  }

  public void insufficientCapacity(String zone, boolean insufficient) {
    ec2.zones().capacity(zone, insufficient);
  }

  /** All instances of the zone die and none can be launched there until it is back. */
  public void zoneLost(String zone) {
    faults.zoneLost(zone);
    world.settle();
  }

  public void zoneBack(String zone) {
    ec2.zones().lost(zone, false);
  }

  /** The next calls of this action, of whichever service, are answered with this error. */
  public void failCalls(String action, String errorCode, int times) {
    dispatcher.fail(action, errorCode, times);
  }

  /** From now on the judge says of every call whether its caller may make it. */
  public void authorize(Predicate<Access> judge) {
    authorization.judge(judge);
  }

  /** A service of AWS's puts a tag of AWS's own, which nobody else may set, on what it makes. */
  public void mark(String resource, String key, String value) {
    ec2.resource(resource).orElseThrow().tags().put(Map.of(key, value));
  }

  /** How many Elastic IPs the account may have. */
  public void addressQuota(int most) {
    account.mostAddresses(most);
  }

  /** What Lambda says of functions. */
  public Functions functions() {
    return functions;
  }

  /** What is true now, whatever Describe calls would say. */
  public Picture picture() {
    return Picture.of(ec2, world.now());
  }

  /** What packets would meet now. */
  public Topology topology() {
    return Topology.of(ec2);
  }
}
