package natfailover.lab.gameday;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import natfailover.lab.region.Picture;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

/** One scenario on a site that was built for it: break, watch, recover, judge. */
final class ScenarioRun {
  private static final Duration RESCUE = Duration.ofSeconds(10);

  private final Lab lab;
  private final Site site;
  private final Scenario scenario;
  private final Chronicle chronicle;
  private final Traffic traffic;
  private final Judge judge;
  private final Breaker breaker;
  private final List<String> failures = new ArrayList<>();
  private final Map<String, String> egressIp = new LinkedHashMap<>();

  ScenarioRun(Lab lab, Site site, Scenario scenario, Chronicle chronicle) {
    this.lab = lab;
    this.site = site;
    this.scenario = scenario;
    this.chronicle = chronicle;
    this.traffic = new Traffic(site);
    this.judge = new Judge(site);
    this.breaker = new Breaker(lab, site, scenario, chronicle);
  }

  /**
   * Runs it; what goes wrong early ends it early, with its reason.
   *
   * @param patience how long the network may take to come up, or to come home again
   */
  ScenarioResult run(Duration patience) {
    lab.wires().watch(chronicle, traffic);
    int failedBefore = lab.wires().failures().size();
    boolean up = await(patience, "the network came up", judge::settled, this::unsettled);
    Optional<String> victim = judge.carrier(lab.picture());
    if (victim.isEmpty()) {
      return result(Duration.ZERO, Duration.ZERO);
    }
    egressIp.put("before", egressIp());
    traffic.reset(lab.picture());
    Instant broken = breaker.breakIt(victim.get());
    boolean secondPath = site.hasOtherZones() || scenario != Scenario.ZONE_LOST;
    boolean rescued = !secondPath || rescued(victim.get());
    Duration outage = outage();
    if (up && rescued) {
      breaker.mend(victim.get());
      comesHome(patience);
      judge();
    }
    failures.addAll(lab.wires().failures().subList(failedBefore, lab.wires().failures().size()));
    return result(secondPath ? outage : outage(), detection(broken));
  }

  private boolean rescued(String victim) {
    boolean rescued =
        await(RESCUE, "rescued", p -> judge.rescued(p, victim), p -> unrescued(p, victim));
    String before = egressIp.getOrDefault("before", "");
    // After a crash address and route move side by side: the address may come a moment later.
    if (rescued && site.hasElasticIps() && !lab.await(RESCUE, _ -> egressIp().equals(before))) {
      fail("the egress address did not follow");
    }
    egressIp.put("during", egressIp());
    return rescued;
  }

  private void comesHome(Duration patience) {
    if (!lab.await(patience, _ -> groups().stream().allMatch(ScenarioRun::complete))) {
      fail("a group is not complete: " + groups().stream().map(ScenarioRun::describe).toList());
    }
    await(patience, "all is home again", judge::settled, this::unsettled);
    egressIp.put("after", egressIp());
  }

  private void judge() {
    // While an address moves nothing gets out for a moment; but nothing dead may ever be used.
    if (scenario.planned() && !traffic.abandoned().isEmpty()) {
      fail("the traffic was not moved before the node went: " + traffic.abandoned());
    }
    Set<String> moved = traffic.moved();
    moved.removeAll(zoneTables());
    if (!moved.isEmpty()) {
      fail("routes of healthy zones were moved: " + moved);
    }
    Set<String> seen = Set.copyOf(egressIp.values());
    if (site.hasElasticIps() && seen.size() > 1) {
      fail("the egress address changed: " + egressIp);
    }
  }

  private List<AutoScalingGroup> groups() {
    return lab.account()
        .autoScaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(site.groups().values()))
        .autoScalingGroups();
  }

  private static boolean complete(AutoScalingGroup group) {
    return group.instances().size() == group.desiredCapacity()
        && group.instances().stream()
            .allMatch(each -> each.lifecycleState() == LifecycleState.IN_SERVICE);
  }

  private static String describe(AutoScalingGroup group) {
    return "%s has %s of %d"
        .formatted(
            group.autoScalingGroupName(),
            group.instances().stream()
                .map(each -> each.instanceId() + " " + each.lifecycleStateAsString())
                .toList(),
            group.desiredCapacity());
  }

  private boolean await(
      Duration limit, String what, Predicate<Picture> condition, Function<Picture, String> whyNot) {
    boolean reached = lab.await(limit, condition);
    if (reached) {
      chronicle.note(what);
    } else {
      fail("%s, and that for %d s".formatted(whyNot.apply(lab.picture()), limit.toSeconds()));
    }
    return reached;
  }

  private String unsettled(Picture picture) {
    return judge.unsettled(picture).orElse("it settled too late");
  }

  private String unrescued(Picture picture, String victim) {
    return judge.notRescued(picture, victim).orElse("it was rescued too late");
  }

  private void fail(String reason) {
    failures.add(reason);
    chronicle.note("FAILED: " + reason);
  }

  private List<String> zoneTables() {
    return site.tables().getOrDefault(site.zone(), List.of());
  }

  private String egressIp() {
    Picture picture = lab.picture();
    return zoneTables().stream()
        .flatMap(id -> picture.table(id).stream())
        .flatMap(table -> traffic.egressIp(picture, table).stream())
        .findFirst()
        .orElse("none");
  }

  private Duration detection(Instant broken) {
    return chronicle.firstEvent().map(at -> Duration.between(broken, at)).orElse(Duration.ZERO);
  }

  private Duration outage() {
    return traffic.outage(zoneTables(), lab.clock().instant());
  }

  private ScenarioResult result(Duration outage, Duration detection) {
    String reason = failures.isEmpty() ? "" : String.join("; ", failures);
    return new ScenarioResult(
        scenario, reason, outage, detection, egressIp, chronicle.entries(), chronicle.calls());
  }
}
