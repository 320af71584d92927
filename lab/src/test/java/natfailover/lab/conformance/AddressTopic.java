package natfailover.lab.conformance;

import static natfailover.lab.conformance.Gap.Ground.AWS_DOCUMENTS_OURS;
import static natfailover.lab.conformance.Site.filter;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;

/** Elastic IPs: allocated, put on interfaces and instances, moved, taken away. */
final class AddressTopic implements Topic {
  private static final List<Gap> GAPS =
      List.of(
          AWS_DOCUMENTS_OURS.of(
              "address on an interface",
              "/Addresses\\[0]/InstanceId",
              "<node> > ",
              "moto does not tell the instance of an address on its interface; AWS does"),
          AWS_DOCUMENTS_OURS.of(
              "address by instance-id",
              "/Addresses\\[0]/.*",
              ".* > absent",
              "nor does it find the address by that instance"),
          AWS_DOCUMENTS_OURS.refusal(
              "address by network-border-group",
              "accepted > 500 no code",
              "moto answers the filter network-border-group with a page of HTML; AWS filters"),
          AWS_DOCUMENTS_OURS.of(
              "instance without its address",
              ".*(Association/.*|/PublicIpAddress)",
              "absent > .*",
              "moto's instance keeps showing the address that another took from it; AWS's shows it"
                  + " no more"),
          AWS_DOCUMENTS_OURS.of(
              "interface with an address",
              "/NetworkInterfaces\\[0]/PrivateIpAddresses\\[0]/Association/.*",
              ".* > absent",
              "moto shows an interface's public address but not which private one has it; AWS"
                  + " does"),
          AWS_DOCUMENTS_OURS.refusal(
              "put elsewhere, leave unsaid",
              "accepted > 400 Resource.AlreadyAssociated",
              "moto moves an address only by leave; AWS moves it unless that is refused"),
          AWS_DOCUMENTS_OURS.of(
              "address moved, leave unsaid",
              "/Addresses\\[0]/(InstanceId|NetworkInterfaceId|PrivateIpAddress)",
              ".*other.* > .*|10.0.0.11 > .*",
              "so that it stays where it was"),
          AWS_DOCUMENTS_OURS.refusal(
              "put stolen by an instance",
              "400 Resource.AlreadyAssociated > accepted",
              "moto lets an instance take an address from an interface though that is not allowed;"
                  + " AWS refuses"),
          AWS_DOCUMENTS_OURS.of(
              "address displaced",
              "/Addresses\\[0]/.*",
              "absent > .*",
              "moto puts two addresses on one private address; AWS disassociates the older"),
          AWS_DOCUMENTS_OURS.refusal(
              "release while in use",
              "400 InvalidIPAddress.InUse > accepted",
              "moto releases an address that is in use; AWS refuses"));

  @Override
  public void play(Stage stage) {
    var ec2 = stage.ec2();
    Site site = Site.on(stage);
    String node = site.instance("node", "10.0.0.10");
    String other = site.instance("other node", "10.0.0.11");
    String face = site.interfaceOf(node);
    String address = site.address("address");
    Played played = new Played(site, address);
    played.look("allocated");
    played.put("on an interface", r -> r.networkInterfaceId(face).privateIpAddress("10.0.0.10"));
    played.look("on an interface");
    stage.ask("instance with an address", () -> ec2.describeInstances(r -> r.instanceIds(node)));
    stage.ask(
        "interface with an address",
        () -> ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(face)));
    played.put("there again", r -> r.networkInterfaceId(face).privateIpAddress("10.0.0.10"));
    played.find("instance-id", node);
    played.find("network-border-group", "ap-northeast-1");
    played.put("elsewhere by leave", r -> r.instanceId(other).allowReassociation(true));
    played.look("on another instance");
    stage.ask(
        "instance without its address", () -> ec2.describeInstances(r -> r.instanceIds(node)));
    played.put("elsewhere without leave", r -> r.instanceId(node).allowReassociation(false));
    stage.ask(
        "take away", () -> ec2.disassociateAddress(r -> r.associationId(played.association())));
    played.look("taken away");
    stage.ask(
        "take away what is nowhere",
        () -> ec2.disassociateAddress(r -> r.associationId("eipassoc-0123456789abcdef0")));
    stage.ask("release", () -> ec2.releaseAddress(r -> r.allocationId(address)));
    played.look("released");
    holders(site, node, other);
  }

  /** What an address already held does to a second association. */
  private static void holders(Site site, String node, String other) {
    String first = site.interfaceOf(node);
    String second = site.interfaceOf(other);
    Played unsaid = new Played(site, site.address("first address"));
    unsaid.put("first on an instance", r -> r.instanceId(node));
    unsaid.put("elsewhere, leave unsaid", r -> r.instanceId(other));
    unsaid.look("moved, leave unsaid");
    Played held = new Played(site, site.address("second address"));
    held.put("second on an interface", r -> r.networkInterfaceId(first));
    held.put(
        "stolen from an interface", r -> r.networkInterfaceId(second).allowReassociation(false));
    Played kept = new Played(site, site.address("kept address"));
    kept.put("kept on an interface", r -> r.networkInterfaceId(first));
    kept.put("stolen by an instance", r -> r.instanceId(other).allowReassociation(false));
    Played displacing = new Played(site, site.address("third address"));
    displacing.put("third where there is one", r -> r.networkInterfaceId(first));
    held.look("displaced");
    var ec2 = site.stage().ec2();
    site.stage()
        .ask(
            "release while in use",
            () -> ec2.releaseAddress(r -> r.allocationId(unsaid.address())));
    site.stage()
        .ask("terminate the holder", () -> ec2.terminateInstances(r -> r.instanceIds(node)));
    displacing.look("of a terminated instance");
  }

  private record Played(Site site, String address) {
    void look(String when) {
      var ec2 = site.stage().ec2();
      site.stage()
          .ask("address " + when, () -> ec2.describeAddresses(r -> r.allocationIds(address)));
    }

    void find(String name, String value) {
      site.stage()
          .ask(
              "address by " + name,
              () ->
                  site.stage()
                      .ec2()
                      .describeAddresses(
                          r -> r.filters(filter("allocation-id", address), filter(name, value))));
    }

    void put(String where, Consumer<AssociateAddressRequest.Builder> target) {
      site.stage()
          .ask(
              "put " + where,
              () ->
                  site.stage().ec2().associateAddress(r -> target.accept(r.allocationId(address))));
    }

    String association() {
      return site.stage()
          .ec2()
          .describeAddresses(r -> r.allocationIds(address))
          .addresses()
          .getFirst()
          .associationId();
    }
  }

  @Override
  public List<Gap> gaps() {
    return GAPS;
  }
}
