package natfailover.lab.region;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An internet gateway and the VPC it is attached to, if any. */
final class InternetGateway extends Resource {
  private @Nullable Vpc vpc;

  InternetGateway(World world) {
    super(world, Kind.INTERNET_GATEWAY);
  }

  Optional<Vpc> vpc() {
    return Optional.ofNullable(vpc);
  }

  void attach(Vpc to) {
    vpc = to;
  }

  @Override
  Tree tree() {
    return new Tree()
        .put("internetGatewayId", id())
        .put("ownerId", world().settings().account())
        .list(
            "attachmentSet",
            vpc().stream()
                .map(to -> new Tree().put("vpcId", to.id()).put("state", "available"))
                .toList());
  }
}
