package natfailover.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import natfailover.lab.region.Event;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the nodes' software says, as the node's README has it. */
final class NodesTest {
  private static final String COMPLAINT = "NAT Peer Unreachable";

  private final World world = new World(1, Trace.silent());
  private final Nodes nodes = new Nodes(world);
  private final List<String> said = new ArrayList<>();

  /** Three nodes that run and know each other. */
  @BeforeEach
  void aRing() {
    Site.build(world, "prod");
    pass(Duration.ofSeconds(60));
    assertThat(ring()).hasSize(3);
    for (Machine machine : ring()) {
      List<String> others =
          ring().stream().map(Machine::privateAddress).filter(a -> !own(machine, a)).toList();
      tag(machine.id(), "peers", "pred=" + others.get(0) + ",succ=" + others.get(1));
    }
    pass(Duration.ofSeconds(1));
    said.clear();
  }

  private static boolean own(Machine machine, String address) {
    return machine.privateAddress().equals(address);
  }

  private List<Machine> ring() {
    return world.picture().machines().stream().filter(Marks::member).toList();
  }

  private void tag(String node, String mark, String value) {
    Map<String, String> tag =
        Map.of("ResourceId.1", node, "Tag.1.Key", Marks.PREFIX + mark, "Tag.1.Value", value);
    world.region().call(Request.ec2("CreateTags", tag), world.now());
  }

  private void pass(Duration time) {
    Instant end = world.now().plus(time);
    nodes.look();
    while (world.now().isBefore(end)) {
      world.step(end);
      nodes.look();
      world.region().takeEvents().forEach(this::hear);
    }
  }

  private void hear(Event event) {
    if (event.source().equals("nat-failover.node")) {
      String about = event.detail().path("peerId").asText();
      said.add(event.detailType() + " " + event.detail().path("instanceId").asText() + about);
    }
  }

  private List<String> complaints() {
    return said.stream().filter(line -> line.startsWith(COMPLAINT)).toList();
  }

  private static String complaint(Machine by, Machine about) {
    return COMPLAINT + " " + by.id() + about.id();
  }

  @Test
  void bothNeighboursComplainOfANodeThatDied() {
    List<Machine> ring = ring();
    world.region().killInstance(ring.get(0).id());
    pass(Duration.ofMillis(399));
    assertThat(complaints()).isEmpty();
    pass(Duration.ofMillis(2));
    assertThat(complaints())
        .containsExactlyInAnyOrder(
            complaint(ring.get(1), ring.get(0)), complaint(ring.get(2), ring.get(0)));
  }

  @Test
  void theyRepeatItUntilTheyAreToldOtherwise() {
    List<Machine> ring = ring();
    world.region().stopInstance(ring.get(0).id());
    pass(Duration.ofSeconds(11));
    assertThat(complaints()).hasSize(4);
    tag(ring.get(1).id(), "peers", "succ=" + ring.get(2).privateAddress());
    pass(Duration.ofSeconds(10));
    assertThat(complaints()).hasSize(5);
  }

  @Test
  void whoHearsNobodyAnyMoreComplainsOfNobody() {
    world.region().killInstance(ring().get(0).id());
    world.region().killInstance(ring().get(1).id());
    pass(Duration.ofSeconds(5));
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aNodeThatLostItsEgressIsSpokenOfAndSaysNothing() {
    List<Machine> ring = ring();
    nodes.ail(ring.get(0).id(), Ailment.EGRESS_LOST);
    pass(Duration.ofSeconds(1));
    assertThat(complaints()).hasSize(2);
    assertThat(said).noneMatch(line -> line.contains(" " + ring.get(0).id()));
  }

  /** Its own peers have been replaced meanwhile; what a node never heard, it cannot miss. */
  @Test
  void whoNeverHeardANodeWellUnderstandsThatItLostItsEgress() {
    List<Machine> ring = ring();
    tag(ring.get(1).id(), "peers", "succ=" + ring.get(2).privateAddress());
    tag(ring.get(2).id(), "peers", "pred=" + ring.get(1).privateAddress());
    nodes.ail(ring.get(0).id(), Ailment.EGRESS_LOST);
    pass(Duration.ofSeconds(1));
    assertThat(complaints()).isEmpty();
    String both = "pred=" + ring.get(0).privateAddress() + ",succ=" + ring.get(2).privateAddress();
    tag(ring.get(1).id(), "peers", both);
    pass(Duration.ofSeconds(1));
    assertThat(complaints()).containsExactly(complaint(ring.get(1), ring.get(0)));
  }

  @Test
  void aNodeThatLostItsRulesSaysSoItself() {
    List<Machine> ring = ring();
    nodes.ail(ring.get(0).id(), Ailment.RULES_LOST);
    pass(Duration.ofSeconds(1));
    assertThat(said).contains("NAT Node Impaired " + ring.get(0).id());
    assertThat(complaints()).isEmpty();
    assertThat(nodes.forwards(ring.get(0))).isFalse();
  }
}
