package natfailover.doctor;

/**
 * What can be wrong with a fleet: its tables, zones, nodes, groups and probers. Of the texts,
 * {@code %1$s} is the resource.
 */
@SuppressWarnings("ImmutableEnumChecker") // A text is a record of constants.
public enum FleetComplaint implements Complaint {
  TABLE_WITHOUT_ZONE(
      Check.TABLE_ZONES,
      Severity.ERROR,
      "route table %1$s is part of the fleet, but serves no subnet and no tag names its zone, so"
          + " that nobody points its default route",
      "associate it with a private subnet, or tag it nat-failover:zone with the Availability Zone"
          + " that it is for, or take it off the stack's list of route tables"),
  TABLE_CLAIMED_TWICE(
      Check.TABLE_CLAIMS,
      Severity.ERROR,
      "route table %1$s is tagged as part of fleet %2$s, but its default route points at %3$s of"
          + " fleet %4$s",
      "keep it on the list of route tables of one of the two stacks only and deploy the other; do"
          + " not set the tag nat-failover:fleet by hand"),
  NAME_USED_TWICE(
      Check.TABLE_CLAIMS,
      Severity.ERROR,
      "route tables of %2$s are all tagged as part of fleet %1$s, and a route cannot lead to"
          + " another VPC: two fleets have the same name",
      "deploy one of the two again with another FleetName"),
  ZONE_WITHOUT_NODE(
      Check.ZONE_NODES,
      Severity.ERROR,
      "zone %1$s has no fit node of its own: %2$s",
      "see what its Auto Scaling group says (aws autoscaling describe-scaling-activities) and what"
          + " the node says (aws ec2 get-console-output); without a group: deploy one there"),
  ZONE_WITHOUT_SECOND_PATH(
      Check.SECOND_PATHS,
      Severity.ERROR,
      "when what carries zone %1$s now fails, its traffic has nowhere to go",
      "deploy with NodesPerZone=2 or with a further zone, or tag a NAT gateway of the VPC"
          + " nat-failover:fleet=%2$s"),
  NO_ADOPTION_ADDRESS(
      Check.ADOPTION_ADDRESSES,
      Severity.WARNING,
      "node %1$s has no secondary private address, so that it cannot take over the Elastic IP of"
          + " zone %2$s: after a failover that zone would leave by another address",
      "give it one: aws ec2 assign-private-ip-addresses --secondary-private-ip-address-count 1"
          + " --network-interface-id %3$s; or have its group replace it, which gives it one"),
  ADOPTION_ADDRESS_TAKEN(
      Check.ADOPTION_ADDRESSES,
      Severity.WARNING,
      "the address %2$s of node %1$s is kept for the Elastic IP of zone %3$s, but %4$s is on it,"
          + " which a failover would displace",
      "give that Elastic IP another place: " + Complaint.disassociate("%4$s")),
  SUBNET_FULL(
      Check.ADOPTION_ADDRESSES,
      Severity.ERROR,
      "subnet %1$s of group %2$s has %3$s free private addresses, and a new node needs 2, one of"
          + " them for the Elastic IP of another zone",
      "free addresses in the subnet, or deploy the zone with another public subnet"),
  ZONE_WITHOUT_ELASTIC_IP(
      Check.ELASTIC_IPS,
      Severity.WARNING,
      "zone %1$s has no Elastic IP, so that its egress address changes with every failover",
      "one that has lost its tags, or one of yours: aws ec2 create-tags --tags"
          + " Key=nat-failover:fleet,Value=%2$s Key=nat-failover:zone,Value=%1$s --resources with"
          + " its id; else another one: aws ec2 allocate-address --domain vpc --tag-specifications"
          + " 'ResourceType=elastic-ip,Tags=[{Key=nat-failover:fleet,Value=%2$s},"
          + "{Key=nat-failover:zone,Value=%1$s}]'"),
  SPARE_ELASTIC_IP(
      Check.ELASTIC_IPS,
      Severity.WARNING,
      "zone %3$s has two Elastic IPs or more: %4$s (%5$s) is used; %1$s (%2$s) is spare and costs"
          + " $0.005 an hour. One that was brought is used first, then one that is with something,"
          + " then the one with the lower id",
      "to keep %5$s: %6$s; to change to %2$s: %7$s"),
  HOOK_MISSING(
      Check.HOOKS,
      Severity.ERROR,
      "group %1$s has no lifecycle hook for %2$s: %3$s",
      "aws autoscaling put-lifecycle-hook --auto-scaling-group-name %1$s --lifecycle-hook-name"
          + " %4$s"),
  HEARTBEAT_TOO_SHORT(
      Check.HOOKS,
      Severity.ERROR,
      "hook %2$s of group %1$s waits %3$s s, and %4$s takes up to %5$s s",
      "set it to %5$s s or more: aws autoscaling put-lifecycle-hook --auto-scaling-group-name %1$s"
          + " --lifecycle-hook-name %2$s --heartbeat-timeout %5$s"),
  PROBER_SILENT(
      Check.PROBERS,
      Severity.WARNING,
      "%2$s gave no verdict on zone %1$s: %3$s",
      Complaint.absent("ResourceNotFoundException, AccessDeniedException", "%4$s")
          + "; TooLate: ask again, since a first start takes longer, or deploy with more"
          + " ProberSeconds; anything else: its log says more"),
  NO_EGRESS(
      Check.PROBERS,
      Severity.ERROR,
      "%2$s says of zone %1$s, and said so twice: %3$s. %4$s",
      "ask for status: where do the zone's routes lead, and is that node healthy? If it is: see"
          + " whether network ACLs and the prober's security group let it reach its targets, ask"
          + " the doctor again, and if it says the same, order failover for %1$s"),
  PROBER_MISPLACED(
      Check.PROBER_SUBNETS,
      Severity.ERROR,
      "the prober of zone %1$s is in %2$s, whose route table %3$s is none of that zone's (%4$s): it"
          + " looks past the zone's node, and so would acquit a dead one or doubt one that works",
      "associate %2$s with one of these tables (aws ec2 replace-route-table-association, or"
          + " associate-route-table where it has none of its own), or deploy with %3$s among the"
          + " zone's Zone…RouteTables or with another subnet first in its Zone…PrivateSubnets;"
          + " where somebody has moved the function by hand, which no deployment sees: "
          + Complaint.REVERT
          + " of the fleet's stack with its nested ones"),
  PROBER_UNSEEN(
      Check.PROBER_SUBNETS,
      Severity.WARNING,
      "from where the prober of zone %1$s looks cannot be seen: %3$s",
      Complaint.absent("AccessDeniedException", "%2$s")
          + "; of every zone: look for an edited role or a service control policy; else ask again"),
  PUBLIC_SUBNET_CLOSED(
      Check.PUBLIC_SUBNETS,
      Severity.ERROR,
      "group %2$s puts its nodes into %1$s, whose route table %3$s leads %4$s, not to an internet"
          + " gateway: none of them gets anything through",
      "give %3$s a default route to the VPC's internet gateway, or to a firewall before it,"
          + " associate %1$s with a table that has one, or deploy with another Zone…PublicSubnet"),
  TAG_KEY_BREAKS_LAUNCH(
      Check.TAG_KEYS,
      Severity.ERROR,
      "group %1$s gives its nodes the tag '%2$s': with tags in instance metadata, EC2 refuses to"
          + " launch an instance with a space, a / or any but letters, digits and +-=.,_:@ in a"
          + " tag's key",
      "rename the tag, or take it off the group (or the stack, whose tags the group takes on) or"
          + " do not propagate it at launch"),
  TAG_VALUE_TOO_LONG(
      Check.TAG_VALUES,
      Severity.ERROR,
      "the networks of zone %1$s take %2$s characters, and a tag holds 256: its nodes masquerade,"
          + " so that connections do not survive a failover",
      "give the zone fewer or adjacent private subnets"),
  ELASTIC_IPS_USED_UP(
      Check.ELASTIC_IP_QUOTA,
      Severity.WARNING,
      "all %2$s Elastic IPs that the account may have in this region are allocated, so that a"
          + " further zone gets none",
      "release one that nobody uses, or raise EC2's quota 'EC2-VPC Elastic IPs' (L-0263D0A3)");

  private final Text text;

  FleetComplaint(Check check, Severity severity, String message, String cure) {
    text = new Text(check, severity, message, cure);
  }

  @Override
  public Text text() {
    return text;
  }
}
