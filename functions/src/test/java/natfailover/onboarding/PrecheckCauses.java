package natfailover.onboarding;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import natfailover.aws.FakeRegion.FakeAddress;

/** What only the check before the nodes refuses. */
final class PrecheckCauses {
  static final List<Cause> ALL =
      List.of(
          new Cause("a zone has an address from an earlier deployment", PrecheckCauses::kept),
          new Cause(
              "a zone without tables has an address from an earlier deployment",
              PrecheckCauses::keptWithoutTables),
          new Cause("a zone that comes has an address from before", PrecheckCauses::added),
          new Cause("a zone has an address beside its stack's own", PrecheckCauses::beside),
          new Cause("a fleet without tables is renamed", changed("Fleet", "stage")),
          new Cause("a fleet without tables moves", changed("VpcId", "vpc-2")),
          new Cause("a fleet of another VPC has the name", PrecheckCauses::namesake));

  private PrecheckCauses() {}

  private static void kept(Desk desk) {
    desk.check = true;
    desk.zones("a", "b");
    desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.create();
  }

  private static void keptWithoutTables(Desk desk) {
    desk.check = true;
    desk.withoutTables("zone-a");
    desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.create();
  }

  private static void namesake(Desk desk) {
    desk.check = true;
    desk.zones("a");
    desk.other.vpc = "vpc-2";
    desk.tags("rtb-b").put("nat-failover:fleet", "prod");
    desk.create();
  }

  private static Consumer<Desk> changed(String property, String value) {
    return desk -> {
      desk.check = true;
      desk.withoutTables("zone-a");
      desk.create();
      Map<?, ?> old = desk.snapshot();
      desk.properties.put(property, value);
      desk.update(old);
    };
  }

  private static void added(Desk desk) {
    desk.check = true;
    desk.zones("b");
    desk.create();
    desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.region.address("prod", "zone-b", "203.0.113.9");
    Map<?, ?> old = desk.snapshot();
    desk.zones("a", "b");
    desk.update(old);
  }

  private static void beside(Desk desk) {
    desk.check = true;
    desk.zones("a");
    desk.create();
    FakeAddress other = desk.region.address("prod", "zone-a", "203.0.113.8");
    desk.region.addresses.put("eipalloc-other", other);
    Map<?, ?> old = desk.snapshot();
    desk.zones("a", "b");
    desk.update(old);
  }
}
