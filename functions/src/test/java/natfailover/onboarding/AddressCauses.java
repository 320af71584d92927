package natfailover.onboarding;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import natfailover.aws.FakeNode;
import natfailover.aws.FakeRegion;

/** What can be wrong with an Elastic IP that the user brings, or has to be told of it. */
final class AddressCauses {
  private AddressCauses() {}

  static List<Cause> all() {
    return List.of(
        new Cause("an address is of no zone", bring("eipalloc-a")),
        new Cause("an address is none", bring("zone-a=203.0.113.10")),
        new Cause("an address is not there", bring("zone-a=eipalloc-b")),
        new Cause("an address is for a zone outside of the VPC", bring("zone-z=eipalloc-a")),
        new Cause(
            "a zone gets two addresses", bring(AddressCauses::two, "zone-a=eipalloc-a,eipalloc-b")),
        cause(
            "a zone has an address of the fleet's",
            desk -> desk.region.address("prod", "zone-a", "203.0.113.9")),
        cause("an address is of another fleet", tag("nat-failover:fleet", "stage")),
        cause("an address is of another stack", tag("nat-failover:onboarded-by", "net/47/Tables")),
        cause(
            "an address is with what no table leads to",
            desk -> {
              desk.table.pointAt("natGatewayId", "nat-1", "state", "active");
              desk.other.pointAt("natGatewayId", "nat-1", "state", "active");
            }),
        cause(
            "an address cannot be tagged",
            desk -> desk.aws.fail("CreateTags", 1, "UnauthorizedOperation", "not allowed")),
        deletion(
            "an address cannot be handed back",
            desk -> desk.aws.fail("AssociateAddress", 1, "UnauthorizedOperation", "not allowed")),
        deletion("what an address was with is gone", desk -> desk.region.nodes.remove("i-h")),
        deletion(
            "what an address was with is gone, and a policy hides that", AddressCauses::hidden),
        deletion("an address is gone", desk -> desk.region.addresses.clear()),
        deletion("somebody has moved an address", AddressCauses::moved));
  }

  /** An address that is where the tables' traffic leaves, and is brought. */
  private static Cause cause(String name, Consumer<Desk> change) {
    return new Cause(name, desk -> bring(change, "zone-a=eipalloc-a").accept(desk));
  }

  private static Consumer<Desk> bring(String... addresses) {
    return bring(_ -> {}, addresses);
  }

  private static Consumer<Desk> bring(Consumer<Desk> change, String... addresses) {
    return desk -> {
      desk.byHand();
      desk.properties.put("ElasticIps", List.of(addresses));
      change.accept(desk);
      desk.create();
    };
  }

  private static void two(Desk desk) {
    FakeRegion.FakeAddress other = desk.region.address("", "zone-b", "203.0.113.9");
    desk.region.addresses.put("eipalloc-b", other);
  }

  private static Consumer<Desk> tag(String key, String value) {
    return desk -> FakeRegion.at(desk.region.addresses, "eipalloc-a").tags.put(key, value);
  }

  /** The address was with the hand-built node, is with the fleet's, and is to be handed back. */
  private static Cause deletion(String name, Consumer<Desk> change) {
    return new Cause(
        name,
        desk -> {
          bring("zone-a=eipalloc-a").accept(desk);
          desk.properties.put("RouteTables", List.of());
          desk.properties.put("Replace", List.of());
          desk.tags("rtb-a").clear();
          desk.tags("rtb-b").clear();
          desk.carry(desk.carrier());
          change.accept(desk);
          desk.delete();
        });
  }

  /** A terminated instance is described for an hour, and its interfaces are nothing to a policy. */
  private static void hidden(Desk desk) {
    FakeRegion.at(desk.region.nodes, "i-h").state = "terminated";
    desk.aws.fail("AssociateAddress", 1, "UnauthorizedOperation", "not allowed");
  }

  private static void moved(Desk desk) {
    FakeNode other = desk.region.handBuilt("", "o", "zone-a");
    desk.carry(other);
  }

  /** What is no fault, though it looks like one. */
  static List<Cause> harmless() {
    return List.of(
        cause(
            "an address is with nobody",
            desk -> FakeRegion.at(desk.region.addresses, "eipalloc-a").face = null),
        cause(
            "an address was kept when the fleet was deleted before",
            desk ->
                FakeRegion.at(desk.region.addresses, "eipalloc-a")
                    .tags
                    .putAll(Map.of("nat-failover:fleet", "prod", "nat-failover:zone", "zone-a"))),
        new Cause("no zone has an address", bring("zone-a=", "=")));
  }
}
