package natfailover.plan;

import java.util.List;
import java.util.Optional;
import natfailover.plan.Action.MoveAddress;

/** What associating an Elastic IP does to the addresses and nodes of a fleet. */
final class ModelAddresses {
  private ModelAddresses() {}

  /** Displaces what the private address had; the node left behind gets no other public address. */
  static Fleet associate(Fleet fleet, MoveAddress move) {
    Optional<String> slot = Optional.of(move.privateAddress());
    Address moved = move.address();
    List<Address> addresses =
        fleet.addresses().stream()
            .map(
                other ->
                    other.allocation().equals(moved.allocation())
                        ? at(other, move.attachment().networkInterface(), slot)
                        : other.privateAddress().equals(slot)
                            ? at(other, Optional.empty(), Optional.empty())
                            : other)
            .toList();
    return ModelFleet.with(fleet, fleet.tables(), addresses)
        .mapNodes(
            node ->
                publiclyAt(
                    node,
                    move.privateAddress().equals(node.attachment().privateAddress())
                        || (node.attachment().publicAddress()
                            && !moved
                                .privateAddress()
                                .equals(Optional.of(node.attachment().privateAddress())))));
  }

  private static Address at(Address address, Optional<String> eni, Optional<String> slot) {
    return new Address(
        address.allocation(), address.publicIp(), address.zone(), eni, slot, address.brought());
  }

  private static Node publiclyAt(Node node, boolean has) {
    Attachment a = node.attachment();
    return ModelFleet.change(
        node,
        new Attachment(
            a.networkInterface(),
            a.privateAddress(),
            a.adoptionAddress(),
            Optional.of("203.0.113.7").filter(_ -> has),
            a.sourceDestCheck()),
        node.marks());
  }
}
