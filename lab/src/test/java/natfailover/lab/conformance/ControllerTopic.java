package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Gap.Ground.BOTH_RIGHT;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import natfailover.aws.FleetObserver;
import natfailover.aws.LiveCalls;
import natfailover.aws.PlanApplier;
import natfailover.aws.Sighting;
import natfailover.plan.Action;
import natfailover.plan.Address;
import natfailover.plan.Attachment;
import natfailover.plan.Egress;
import natfailover.plan.Fleet;
import natfailover.plan.Lifecycle;
import natfailover.plan.LifecycleWait;
import natfailover.plan.Mark;
import natfailover.plan.Membership;
import natfailover.plan.Outcome;
import natfailover.plan.Plan.Step;
import natfailover.plan.Table;
import natfailover.plan.Transition;

/** The controller's own calls: its observer sees a fleet, its applier does every kind of action. */
final class ControllerTopic implements Topic {
  private static final String WHY = "conformance";
  private static final String ZONE = Mark.PREFIX + "zone";

  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.of(
              "complete what does not wait",
              "",
              "CONTESTED > FAILED",
              "moto has no CompleteLifecycleAction; AWS says that nothing waits"),
          AWS_DOCUMENTS_OURS.of(
              "fleet after: .*",
              "/nodes\\[\\d]/attachment/publicIp",
              "absent > <public address of address>",
              "moto's instance keeps showing the address that another took from it; AWS's shows it"
                  + " no more"),
          BOTH_RIGHT.of(
              "fleet .*",
              "/nodes\\[\\d]/attachment/privateAddress",
              "10.0.0.5 > 10.0.0.4",
              "the NAT gateway has the subnet's first free address, which moto takes from"
                  + " elsewhere"));

  @Override
  public void play(Stage stage) {
    Site site = Site.on(stage);
    String node = site.instance("node", "10.0.0.10");
    String other = site.instance("other node", "10.0.0.11");
    String table = site.table("table");
    String address = site.address("address");
    String gateway = site.natGateway("NAT gateway", site.address("gateway's address"));
    String group = new ScalingSite(site).group("nat", 1);
    stage.ec2().associateRouteTable(r -> r.routeTableId(table).subnetId(site.subnets().getLast()));
    stage.ec2().createTags(r -> r.resources(address).tags(Site.tag(ZONE, "ap-northeast-1a")));
    Played played = new Played(site, group);
    played.nameMember("member");
    played.look("at first");
    played.route("created to a node", table, Egress.node(node));
    played.route("replaced by another node", table, Egress.node(other));
    played.route("replaced by the gateway", table, Egress.gateway(gateway));
    played.address("put on a node", address, node);
    played.address("moved to another node", address, other);
    played.instanceActions(node);
    played.groupActions();
  }

  /** The topic under way. */
  private record Played(Site site, String group) {
    Fleet seen() {
      FleetObserver observer = new FleetObserver(site.stage().clients());
      Sighting sighting = observer.named(calls(Duration.ofSeconds(20)), site.fleet());
      if (sighting instanceof Sighting.Seen seen && seen.fleets().size() == 1) {
        return seen.fleets().getFirst();
      }
      throw new AssertionError("the fleet was not seen but: " + sighting);
    }

    void look(String when) {
      site.stage().tell("fleet " + when, seen());
    }

    void nameMember(String name) {
      site.stage()
          .named(
              name,
              seen().nodes().stream()
                  .filter(node -> !node.handBuilt())
                  .findFirst()
                  .orElseThrow()
                  .id());
    }

    void act(String what, Action action) {
      PlanApplier applier = new PlanApplier(site.stage().clients());
      Outcome outcome =
          applier
              .apply(calls(Duration.ofSeconds(2)), List.of(new Step(action, List.of())))
              .getFirst();
      site.stage().tell(what, outcome.result());
      look("after: " + what);
    }

    void route(String what, String id, Egress target) {
      Table table =
          seen().tables().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
      Optional<String> face =
          target.kind() == Egress.Kind.NODE
              ? attachment(target.id()).networkInterface()
              : Optional.empty();
      act("route " + what, new Action.PointRoute(table, target, face, WHY));
    }

    void address(String what, String id, String node) {
      Address address =
          seen().addresses().stream()
              .filter(each -> each.allocation().equals(id))
              .findFirst()
              .orElseThrow();
      Attachment to = attachment(node);
      act("address " + what, new Action.MoveAddress(address, to, to.privateAddress(), WHY));
    }

    private Attachment attachment(String node) {
      return seen().node(node).orElseThrow().attachment();
    }

    void instanceActions(String node) {
      String face = attachment(node).networkInterface().orElseThrow();
      Map<String, String> marks = Map.of(Mark.CARRIES.tag(), "ap-northeast-1a ap-northeast-1c");
      act("check off", new Action.DisableSourceDestCheck(node, face, WHY));
      act("mark a node", new Action.Tag(node, Action.Owner.EC2, marks, WHY));
      act("unmark it", new Action.Untag(node, Action.Owner.EC2, marks.keySet(), WHY));
    }

    void groupActions() {
      Action.Owner owner = Action.Owner.AUTO_SCALING;
      Map<String, String> marks = Map.of(Mark.PAUSED_UNTIL.tag(), "2100-01-01T00:00:00Z");
      act("mark a group", new Action.Tag(group, owner, marks, WHY));
      act("unmark it all", new Action.Untag(group, owner, Set.copyOf(marks.keySet()), WHY));
      String member =
          seen().nodes().stream().filter(node -> !node.handBuilt()).findFirst().orElseThrow().id();
      LifecycleWait gone =
          new LifecycleWait(group, "leave", Optional.empty(), Transition.TERMINATING);
      Membership membership =
          new Membership(group, new Lifecycle("Terminating:Wait"), Optional.of(gone));
      act(
          "complete what does not wait",
          new Action.CompleteLifecycle(
              member, membership, Transition.TERMINATING, Action.Verdict.CONTINUE, WHY));
      PlanApplier applier = new PlanApplier(site.stage().clients());
      Action condemn = new Action.Condemn(member, WHY);
      site.stage()
          .tell(
              "condemn",
              applier
                  .apply(calls(Duration.ofSeconds(2)), List.of(new Step(condemn, List.of())))
                  .getFirst()
                  .result());
    }

    private static LiveCalls calls(Duration patience) {
      return new LiveCalls(Clock.systemUTC(), Instant.now().plus(patience));
    }
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
