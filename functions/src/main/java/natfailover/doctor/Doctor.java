package natfailover.doctor;

import java.util.List;
import java.util.stream.Stream;
import natfailover.plan.Planner;
import natfailover.plan.Policy;

/** Makes every check of a picture, in the order of {@link Check}. */
public final class Doctor {
  private final Planner planner;

  /** A doctor who knows where the planner would send traffic. */
  public Doctor(Policy policy) {
    this.planner = new Planner(policy);
  }

  /** What is wrong with what the picture shows. */
  public Examination examine(Picture picture) {
    TableChecks tables = new TableChecks(picture);
    ZoneChecks zones = new ZoneChecks(picture, planner);
    GroupChecks groups = new GroupChecks(picture);
    PlaceChecks places = new PlaceChecks(picture);
    WakeChecks wake = new WakeChecks(picture.setup());
    AccountChecks account = new AccountChecks(picture);
    return new Examination(
        Stream.of(
                tables.zones(),
                tables.claims(),
                zones.nodes(),
                zones.secondPaths(),
                new NodeChecks(picture).adoptionAddresses(),
                zones.elasticIps(),
                zones.spareElasticIps(),
                groups.hooks(),
                wake.alias(),
                wake.rules(),
                new GrantChecks(picture.setup()).permissions(),
                new ProberChecks(picture).verdicts(),
                places.probers(),
                places.nodes(),
                groups.tagKeys(),
                zones.tagValues(),
                account.permissions(),
                account.elasticIpQuota(),
                account.concurrencyQuota())
            .flatMap(List::stream)
            .toList(),
        Untried.of(picture),
        picture.setup());
  }
}
