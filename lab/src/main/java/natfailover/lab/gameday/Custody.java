package natfailover.lab.gameday;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import natfailover.lab.region.Picture;

/** Has a stack take over what was built by hand, and give it back. */
final class Custody {
  /** What the hand-back may be behind with, as EC2 describes it. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private final Lab lab;
  private final Site site;
  private final StackResource stack;
  private final Watch watch;
  private final Judge judge;
  private final Origin origin;
  private final Map<String, Object> asked;

  Custody(Lab lab, Site site, StackResource stack, Watch watch) {
    this.lab = lab;
    this.site = site;
    this.stack = stack;
    this.watch = watch;
    this.judge = new Judge(site);
    this.origin = Origin.of(lab, site);
    this.asked = new FleetStack(lab.server(), lab.account(), false).onboarding(site);
  }

  /** On-boards, and waits until a node of the fleet carries all the traffic. */
  boolean take(Duration patience) {
    StackResource.Answer answer = stack.create(asked);
    watch.note("on-boarding was answered: " + words(answer));
    if (!answer.success()) {
      watch.fail("on-boarding was refused: " + answer.reason());
      return false;
    }
    return watch.await(
        patience,
        "a node of the fleet carries the traffic",
        this::carried,
        picture -> "the traffic still leaves by " + watch.carrier().orElse("nothing"));
  }

  /** Off-boards while the hand-built instance is there: all has to be as it was before. */
  void giveBack() {
    String said = ended();
    if (!said.isEmpty()) {
      watch.fail("off-boarding has something to say, though nothing was lost: " + said);
    }
    settled("all is as it was before", origin::unlike);
  }

  /** Retires the hand-built instance, then off-boards: the routes have to go, with a word. */
  void giveBackToNobody() {
    retire();
    String said = ended();
    List<String> unsaid =
        site.allTables().stream()
            .filter(table -> !said.contains(table + ": its previous target"))
            .toList();
    if (!unsaid.isEmpty()) {
      watch.fail("off-boarding does not say that the previous target is gone: " + unsaid);
    }
    settled("no dead route is left", origin::routed);
  }

  private String ended() {
    StackResource.Answer answer = stack.delete();
    watch.note("off-boarding was answered: " + words(answer));
    if (!answer.success()) {
      watch.fail("off-boarding failed: " + answer.reason());
    }
    return answer.reason();
  }

  private static String words(StackResource.Answer answer) {
    return (answer.success() ? "SUCCESS " : "FAILED ") + answer.reason();
  }

  private void settled(String what, Function<Picture, Stream<String>> wrong) {
    watch.await(
        SETTLING,
        what,
        picture -> Stream.concat(wrong.apply(picture), origin.tagged(picture)).findAny().isEmpty(),
        picture -> Stream.concat(wrong.apply(picture), origin.tagged(picture)).toList().toString());
  }

  private void retire() {
    String instance = origin.instance();
    watch.note("engineer: " + instance + " is terminated, and what is left of it removed");
    String face =
        lab.picture().machine(instance).flatMap(Picture.Machine::networkInterface).orElseThrow();
    lab.account().ec2().terminateInstances(r -> r.instanceIds(instance));
    watch.await(
        SETTLING,
        instance + " is terminated",
        picture ->
            picture.machine(instance).filter(each -> !each.state().equals("terminated")).isEmpty(),
        _ -> instance + " does not terminate");
    boolean left =
        lab.account().ec2().describeNetworkInterfaces().networkInterfaces().stream()
            .anyMatch(each -> face.equals(each.networkInterfaceId()));
    if (left) {
      lab.account().ec2().deleteNetworkInterface(r -> r.networkInterfaceId(face));
    }
  }

  private boolean carried(Picture picture) {
    List<String> nodes = judge.ready(picture);
    return site.zoneTables().stream()
            .flatMap(id -> picture.table(id).stream())
            .allMatch(
                table -> picture.lit(table) && table.target().filter(nodes::contains).isPresent())
        && judge.settled(picture);
  }
}
