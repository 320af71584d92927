package natfailover.lab.region;

import java.util.List;

/** A virtual private cloud. */
final class Vpc extends Resource {
  private final Cidr block;
  private final String blockAssociation;
  private final String options;

  Vpc(World world, Cidr block) {
    super(world, Kind.VPC);
    this.block = block;
    this.blockAssociation = world.ids().next("vpc-cidr-assoc");
    this.options = world.ids().next("dopt");
  }

  Cidr block() {
    return block;
  }

  @Override
  Tree tree() {
    Tree association =
        new Tree()
            .put("associationId", blockAssociation)
            .put("cidrBlock", block)
            .put("cidrBlockState", new Tree().put("state", "associated"));
    return new Tree()
        .put("vpcId", id())
        .put("ownerId", world().settings().account())
        .put("state", "available")
        .put("cidrBlock", block)
        .list("cidrBlockAssociationSet", List.of(association))
        .put("dhcpOptionsId", options)
        .put("instanceTenancy", "default")
        .put("isDefault", false);
  }
}
