package natfailover.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.doctor.Picture.Association;
import natfailover.plan.Address;
import natfailover.plan.Fleet;
import natfailover.plan.Node;

/** Whether every node has a free private address for the Elastic IP that it is heir of. */
final class NodeChecks {
  /** A node's own and the one for another zone's Elastic IP. */
  private static final int ADDRESSES = 2;

  private final Picture picture;
  private final Fleet fleet;

  NodeChecks(Picture picture) {
    this.picture = picture;
    this.fleet = picture.fleet();
  }

  List<Diagnosis> adoptionAddresses() {
    return Stream.of(missing(), taken(), subnets()).flatMap(List::stream).toList();
  }

  private Stream<Node> heirs() {
    return fleet.nodes().stream()
        .filter(node -> node.running() && fleet.predecessor(node.zone()).isPresent());
  }

  private String predecessor(Node node) {
    return fleet.predecessor(node.zone()).orElseThrow();
  }

  private List<Diagnosis> missing() {
    return heirs()
        .filter(node -> node.attachment().adoptionAddress().isEmpty())
        .map(
            node ->
                FleetComplaint.NO_ADOPTION_ADDRESS.of(
                    node.id(),
                    predecessor(node),
                    node.attachment().networkInterface().orElse("INTERFACE")))
        .toList();
  }

  private List<Diagnosis> taken() {
    return picture
        .addresses()
        .judged(
            Check.ADOPTION_ADDRESSES,
            associations -> heirs().flatMap(node -> taken(node, associations)).toList());
  }

  private Stream<Diagnosis> taken(Node node, List<Association> associations) {
    String zone = predecessor(node);
    List<String> rightful =
        fleet.addresses().stream()
            .filter(address -> address.zone().equals(zone))
            .map(Address::allocation)
            .toList();
    return associations.stream()
        .filter(there -> isAdoptionAddress(node, there))
        .map(Association::allocation)
        .filter(allocation -> !rightful.contains(allocation))
        .map(
            allocation ->
                FleetComplaint.ADOPTION_ADDRESS_TAKEN.of(
                    node.id(),
                    node.attachment().adoptionAddress().orElseThrow(),
                    zone,
                    allocation));
  }

  private static boolean isAdoptionAddress(Node node, Association there) {
    return node.attachment().networkInterface().equals(Optional.of(there.networkInterface()))
        && node.attachment().adoptionAddress().equals(Optional.of(there.privateAddress()));
  }

  private List<Diagnosis> subnets() {
    return picture
        .subnets()
        .judged(
            Check.ADOPTION_ADDRESSES,
            rooms ->
                rooms.stream()
                    .filter(room -> room.free() < ADDRESSES)
                    .map(
                        room ->
                            FleetComplaint.SUBNET_FULL.of(room.subnet(), room.group(), room.free()))
                    .toList());
  }
}
