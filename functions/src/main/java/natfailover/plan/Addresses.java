package natfailover.plan;

import static java.util.Comparator.comparing;

import java.util.Optional;
import java.util.stream.Stream;
import natfailover.plan.Action.MoveAddress;
import natfailover.plan.Ladder.Place;

/** Has a zone's Elastic IP follow its routes. */
final class Addresses {
  private final Fleet fleet;
  private final Ladder ladder;
  private final Placement placement;

  Addresses(Fleet fleet, Ladder ladder, Placement placement) {
    this.fleet = fleet;
    this.ladder = ladder;
    this.placement = placement;
  }

  /** The move that brings the zone's address to its traffic; empty when it is right, or stays. */
  Optional<MoveAddress> move() {
    if (fleet.paused(placement.zone())) {
      return Optional.empty();
    }
    return fleet
        .addressOf(placement.zone())
        .flatMap(
            address ->
                carrier()
                    .filter(node -> !ladder.addressIsArriving() || !ladder.lit(node))
                    .flatMap(
                        node -> ladder.addressSlot(node).map(slot -> move(address, node, slot)))
                    .filter(move -> !inPlace(address, move)));
  }

  /** The node that the address should be with: its holder while that carries the zone. */
  private Optional<Node> carrier() {
    Stream<Node> carriers =
        placement.after().isEmpty()
            ? placement.target().flatMap(Place::node).stream()
            : fleet.nodes().stream().filter(placement::usesAfter);
    return carriers
        .filter(node -> ladder.addressSlot(node).isPresent())
        .filter(node -> fleet.health(node).fit() || ladder.holdsAddress(node))
        .min(comparing((Node node) -> !ladder.holdsAddress(node)).thenComparing(this::notTarget));
  }

  private boolean notTarget(Node node) {
    return placement.target().flatMap(Place::node).filter(node::equals).isEmpty();
  }

  private static MoveAddress move(Address address, Node node, String slot) {
    return new MoveAddress(
        address, node.attachment(), slot, "the zone's traffic leaves by " + node.id());
  }

  private static boolean inPlace(Address address, MoveAddress move) {
    return address.networkInterface().equals(move.attachment().networkInterface())
        && address.privateAddress().filter(move.privateAddress()::equals).isPresent();
  }
}
