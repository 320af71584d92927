package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import natfailover.aws.Probers;
import natfailover.lab.region.Picture;
import natfailover.lab.region.Probers.Reply;
import natfailover.lab.region.RegionSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The first tutorial's instance, which nobody but the zone's prober can judge, as packaged. */
class ProberTest {
  private static final Path RUNTIME = Path.of(System.getProperty("natfailover.runtime", ""));
  private static final Path TASK = Path.of(System.getProperty("natfailover.task", ""));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SWEEP =
      "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

  @SuppressWarnings("NullAway.Init")
  private static Lab lab;

  @BeforeAll
  static void open() throws IOException {
    lab = Lab.open(new LabSettings(RUNTIME, TASK, "natfailover.ControllerHandler", false));
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  /** The tutorial's network, its prober, and perhaps a group whose node is the second path. */
  private record Tutorial(Site site, String table, String handBuilt, String prober) {
    static Tutorial built(boolean withGroup) {
      Architect architect =
          new Architect(
              lab.account(), RegionSettings.defaults().zones(), lab.nextFleet("tutorial"), false);
      Site site = architect.byHand(Network.TUTORIAL_1);
      Site fleet =
          withGroup ? new FleetStack(lab.server(), lab.account(), false).deploy(site) : site;
      String table = site.zoneTables().getFirst();
      String prober = Probers.name(site.fleet(), site.zone());
      lab.server().probers().stand(prober, lab.server().probers().seeing(table));
      Tutorial tutorial = new Tutorial(fleet, table, site.handBuilt().orElseThrow(), prober);
      await(_ -> tutorial.tagged("probed-from"));
      await(picture -> !withGroup || tutorial.ready(picture));
      return tutorial;
    }

    private boolean ready(Picture picture) {
      return picture.machines().stream()
          .filter(each -> site.groups().containsValue(each.tags().get("aws:autoscaling:groupName")))
          .anyMatch(each -> each.tags().containsKey("nat-failover:ready-since"));
    }

    boolean tagged(String mark) {
      return lab.picture()
          .machine(handBuilt)
          .filter(each -> each.tags().containsKey("nat-failover:" + mark))
          .isPresent();
    }

    String egress() {
      return lab.picture().table(table).flatMap(Picture.Table::target).orElse("");
    }

    boolean left() {
      return !egress().equals(handBuilt);
    }

    /** Lets the prober be asked some times more. */
    void askedAgain() {
      long before = lab.server().probers().asked(prober);
      await(_ -> lab.server().probers().asked(prober) > before + 2);
    }

    void over() {
      lab.server().probers().remove(prober);
      assertThat(lab.wires().failures()).isEmpty();
    }
  }

  @Test
  void whatRunsAndForwardsNothingIsLeftForTheSpareOnTheProbersWord() {
    Tutorial tutorial = Tutorial.built(true);
    lab.server().probers().shut(tutorial.handBuilt);
    await(_ -> tutorial.left() && tutorial.tagged("nat-down-since"));
    await(picture -> picture.lit(picture.table(tutorial.table).orElseThrow()));
    tutorial.over();
  }

  @Test
  void orForAGateway() {
    Tutorial tutorial = Tutorial.built(false);
    String subnet = tutorial.site.publicSubnets().values().iterator().next();
    var ec2 = lab.account().ec2();
    String allocation = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
    String gateway =
        ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(allocation))
            .natGateway()
            .natGatewayId();
    Tag fleet = Tag.builder().key("nat-failover:fleet").value(tutorial.site.fleet()).build();
    ec2.createTags(r -> r.resources(gateway).tags(fleet));
    lab.server().probers().shut(tutorial.handBuilt);
    await(_ -> tutorial.egress().equals(gateway));
    tutorial.over();
  }

  @Test
  void withoutASecondPathTheAnswerSaysUnprotectedAndWhy() {
    Tutorial tutorial = Tutorial.built(false);
    lab.server().probers().shut(tutorial.handBuilt);
    await(_ -> tutorial.tagged("nat-down-since"));
    String status = "{\"command\":\"status\",\"fleet\":\"%s\"}".formatted(tutorial.site.fleet());
    assertThat(lab.order(status).outcome().toString())
        .contains("\"unprotected\":{\"ap-northeast-1a\":")
        .contains("nothing gets through it by the word of the prober of ap-northeast-1a");
    assertThat(tutorial.left()).isFalse();
    tutorial.over();
  }

  @Test
  void whatIsNotTheInstancesFaultMovesNothing() {
    Tutorial tutorial = Tutorial.built(true);
    lab.server().probers().stand(tutorial.prober, _ -> Reply.verdict("site-down"));
    tutorial.askedAgain();
    lab.server().probers().stand(tutorial.prober, _ -> Reply.verdict("zone-down"));
    tutorial.askedAgain();
    lab.server()
        .probers()
        .stand(tutorial.prober, _ -> Reply.refused(429, "TooManyRequestsException", "Rate"));
    tutorial.askedAgain();
    lab.server().probers().remove(tutorial.prober);
    tutorial.askedAgain();
    assertThat(tutorial.left()).isFalse();
    assertThat(tutorial.tagged("nat-down-since")).isFalse();
    tutorial.over();
  }

  @Test
  void aProberThatHangsHoldsUpNeitherAFailoverNorTheSweep() {
    Tutorial tutorial = Tutorial.built(true);
    CountDownLatch release = new CountDownLatch(1);
    lab.server().probers().stand(tutorial.prober, _ -> hanging(release));
    tutorial.askedAgain();
    assertThat(lab.order(SWEEP).outcome().toString()).contains("gave no verdict", "TooLate");
    lab.server().with(region -> region.killInstance(tutorial.handBuilt));
    await(_ -> tutorial.left());
    assertThat(release.getCount()).isEqualTo(1);
    release.countDown();
    tutorial.over();
  }

  private static Reply hanging(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Reply.verdict("nat-down");
  }

  private static void await(Predicate<Picture> condition) {
    assertThat(lab.await(PATIENCE, condition)).as("%s", lab.picture()).isTrue();
  }
}
