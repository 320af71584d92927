package natfailover.aws;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.aws.DryRuns.Attempted;
import natfailover.plan.Address;
import natfailover.plan.Egress;
import natfailover.plan.Fleet;
import natfailover.plan.Mark;
import natfailover.plan.Node;
import natfailover.plan.Table;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Every call by which the controller changes anything in EC2, as a trial. Route tables and
 * instances are the fleet's by the very tag that the role asks for, so that one of each is enough;
 * network interfaces and Elastic IPs have tags of their own. Auto Scaling knows no such trial.
 */
final class DryRunCalls {
  /** A network that nobody routes, of those set aside for documentation. */
  private static final String NOWHERE = "198.51.100.0/24";

  private final Ec2Client ec2;

  DryRunCalls(Ec2Client ec2) {
    this.ec2 = ec2;
  }

  List<Attempted> all(Fleet fleet) {
    return Stream.of(routes(fleet), interfaces(fleet), addresses(fleet), tags(fleet))
        .flatMap(List::stream)
        .toList();
  }

  /** Only a route that is there can be replaced. */
  private List<Attempted> routes(Fleet fleet) {
    Optional<String> target = faces(fleet).findFirst();
    return target.stream()
        .flatMap(
            face ->
                Stream.concat(
                    tables(fleet).limit(1).map(table -> create(table.id(), face)),
                    tables(fleet)
                        .filter(table -> table.egress().kind() != Egress.Kind.NONE)
                        .limit(1)
                        .map(table -> replace(table.id(), face))))
        .toList();
  }

  private static Stream<Table> tables(Fleet fleet) {
    return fleet.tables().stream().filter(Table::ours);
  }

  private Attempted create(String table, String face) {
    return new Attempted(
        "ec2:CreateRoute",
        table,
        () ->
            ec2.createRoute(
                r ->
                    r.dryRun(true)
                        .routeTableId(table)
                        .destinationCidrBlock(NOWHERE)
                        .networkInterfaceId(face)));
  }

  private Attempted replace(String table, String face) {
    return new Attempted(
        "ec2:ReplaceRoute",
        table,
        () ->
            ec2.replaceRoute(
                r ->
                    r.dryRun(true)
                        .routeTableId(table)
                        .destinationCidrBlock("0.0.0.0/0")
                        .networkInterfaceId(face)));
  }

  private List<Attempted> interfaces(Fleet fleet) {
    return faces(fleet)
        .map(
            face ->
                new Attempted(
                    "ec2:ModifyNetworkInterfaceAttribute",
                    face,
                    () ->
                        ec2.modifyNetworkInterfaceAttribute(
                            r ->
                                r.dryRun(true)
                                    .networkInterfaceId(face)
                                    .sourceDestCheck(value -> value.value(false)))))
        .toList();
  }

  private List<Attempted> addresses(Fleet fleet) {
    return fleet.addresses().stream().flatMap(address -> address(fleet, address)).toList();
  }

  /** Where it is to be when all is well. */
  private Stream<Attempted> address(Fleet fleet, Address address) {
    return running(fleet)
        .filter(node -> node.zone().equals(address.zone()))
        .flatMap(node -> node.attachment().networkInterface().stream())
        .limit(1)
        .map(
            face ->
                new Attempted(
                    "ec2:AssociateAddress",
                    address.allocation(),
                    () ->
                        ec2.associateAddress(
                            r ->
                                r.dryRun(true)
                                    .allocationId(address.allocation())
                                    .networkInterfaceId(face)
                                    .allowReassociation(true))));
  }

  private List<Attempted> tags(Fleet fleet) {
    Tag tag = Tag.builder().key(Mark.CARRIES_SINCE.tag()).value("").build();
    Tag key = Tag.builder().key(Mark.CARRIES_SINCE.tag()).build();
    return running(fleet)
        .map(Node::id)
        .limit(1)
        .flatMap(
            id ->
                Stream.of(
                    new Attempted(
                        "ec2:CreateTags",
                        id,
                        () -> ec2.createTags(r -> r.dryRun(true).resources(id).tags(tag))),
                    new Attempted(
                        "ec2:DeleteTags",
                        id,
                        () -> ec2.deleteTags(r -> r.dryRun(true).resources(id).tags(key)))))
        .toList();
  }

  private static Stream<Node> running(Fleet fleet) {
    return fleet.nodes().stream().filter(Node::running);
  }

  private static Stream<String> faces(Fleet fleet) {
    return running(fleet).flatMap(node -> node.attachment().networkInterface().stream());
  }
}
