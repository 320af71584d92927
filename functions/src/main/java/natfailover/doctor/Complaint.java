package natfailover.doctor;

/**
 * Everything that the doctor can say, each with its cure. In both texts {@code %1$s} is the
 * resource; what else they name is given with the finding.
 */
public enum Complaint {
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
      "give that Elastic IP another place: aws ec2 disassociate-address for %4$s"),
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
      "deploy the fleet again, which makes one; or tag one of yours nat-failover:fleet=%2$s and"
          + " nat-failover:zone=%1$s"),
  SPARE_ELASTIC_IP(
      Check.ELASTIC_IPS,
      Severity.WARNING,
      "zone %3$s has two Elastic IPs or more: %4$s (%5$s) is used; %1$s (%2$s) is spare and costs"
          + " $0.005 an hour. Once neither is with a node, the one with the lower id is used",
      "to keep %5$s: aws ec2 release-address --allocation-id %1$s, or, where it is the stack's"
          + " own, which its outputs tell, aws ec2 delete-tags --resources %1$s --tags"
          + " Key=nat-failover:fleet; to change to %2$s: aws ec2 delete-tags --resources %4$s"
          + " --tags Key=nat-failover:fleet"),
  HOOK_MISSING(
      Check.HOOKS,
      Severity.ERROR,
      "group %1$s has no lifecycle hook for %2$s: %3$s",
      "deploy the fleet again; a group of your own: aws autoscaling put-lifecycle-hook with the"
          + " transition autoscaling:EC2_INSTANCE_%2$s"),
  HEARTBEAT_TOO_SHORT(
      Check.HOOKS,
      Severity.ERROR,
      "hook %2$s of group %1$s waits %3$s s, and %4$s takes up to %5$s s",
      "set it to %5$s s or more: aws autoscaling put-lifecycle-hook --heartbeat-timeout %5$s"),
  ALIAS_MISSING(
      Check.ALIAS,
      Severity.ERROR,
      "the controller %1$s has no alias live, which all events go to",
      "make it: aws lambda create-alias --function-name %1$s --name live --function-version with"
          + " the highest number of aws lambda list-versions-by-function --function-name %1$s;"
          + " then ask the doctor again, since its rules' permissions have gone with it"),
  ALIAS_UNPUBLISHED(
      Check.ALIAS,
      Severity.WARNING,
      "the alias live of the controller %1$s stands for $LATEST, of which Lambda keeps no snapshot:"
          + " a start takes a second more, and code that is only being tried is in charge",
      "aws lambda update-alias --function-name %1$s --name live --function-version with the highest"
          + " number of aws lambda list-versions-by-function --function-name %1$s"),
  ALIAS_SPLIT(
      Check.ALIAS,
      Severity.WARNING,
      "the alias live of the controller %1$s stands for version %2$s, but sends a share of the"
          + " events to %3$s: two versions decide in turn",
      "aws lambda update-alias --function-name %1$s --name live --function-version %2$s"
          + " --routing-config AdditionalVersionWeights={}"),
  RULE_MISSING(
      Check.RULES,
      Severity.ERROR,
      "no rule of EventBridge sends %1$s (%2$s) to the controller's alias live: %3$s",
      "make it: aws events put-rule --name %4$s %5$s; aws events put-targets --rule %4$s --targets"
          + " Id=live,Arn=%6$s; then ask the doctor again, since the alias has to let it invoke"),
  RULE_MISDIRECTED(
      Check.RULES,
      Severity.ERROR,
      "rule %1$s sends %2$s to %3$s, and none sends them to the controller's alias live: another"
          + " version than the deployed one is woken, without its snapshot, or none",
      "aws events put-targets --rule %1$s --targets Id=live,Arn=%4$s; take the other target off"
          + " (aws events list-targets-by-rule, remove-targets --rule %1$s); then ask the doctor"
          + " again, since the alias has to let it invoke"),
  RULE_DISABLED(
      Check.RULES,
      Severity.ERROR,
      "rule %1$s, which sends %2$s to the controller, is disabled: %3$s",
      "aws events enable-rule --name %1$s"),
  RULE_NARROWED(
      Check.RULES,
      Severity.ERROR,
      "rule %1$s, which sends %2$s to the controller, asks for %3$s, which not all of them have:"
          + " %4$s",
      "aws events put-rule --name %1$s %5$s"),
  RULE_WIDENED(
      Check.RULES,
      Severity.WARNING,
      "rule %1$s, which sends %2$s to the controller, no longer asks for %3$s: what it sends"
          + " besides takes time and executions from what matters",
      "aws events put-rule --name %1$s %4$s"),
  RULE_NOT_PERMITTED(
      Check.RULE_PERMISSIONS,
      Severity.ERROR,
      "rule %1$s sends %2$s to the controller's alias live, whose policy does not let that rule"
          + " invoke it; EventBridge drops them and tells nobody: %3$s",
      "aws lambda add-permission --function-name %4$s --qualifier live --statement-id %5$s"
          + " --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn %6$s"),
  PROBER_SILENT(
      Check.PROBERS,
      Severity.WARNING,
      "%2$s gave no verdict on zone %1$s: %3$s",
      "ResourceNotFoundException: deploy the fleet, which makes it; AccessDeniedException: tag the"
          + " function nat-failover:fleet=%4$s; TooLate: ask again, since a first start takes"
          + " longer, or deploy with more ProberSeconds; anything else: its log says more"),
  NO_EGRESS(
      Check.PROBERS,
      Severity.ERROR,
      "%2$s says of zone %1$s: %3$s. %4$s",
      "ask for status: where do the zone's routes lead, and is that node healthy? If it is: order"
          + " failover for %1$s, and see whether the network ACLs let its traffic through"),
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
  NOT_PERMITTED(
      Check.PERMISSIONS,
      Severity.ERROR,
      "the controller may not call %2$s for %1$s: %3$s",
      "tag %1$s nat-failover:fleet, which is what the controller's role is bound by; else deploy"
          + " the stack again, and look for a service control policy that forbids it"),
  ELASTIC_IPS_USED_UP(
      Check.ELASTIC_IP_QUOTA,
      Severity.WARNING,
      "all %2$s Elastic IPs that the account may have in this region are allocated, so that a"
          + " further zone gets none",
      "release one that nobody uses, or raise EC2's quota 'EC2-VPC Elastic IPs' (L-0263D0A3)"),
  CONCURRENCY_LOW(
      Check.CONCURRENCY_QUOTA,
      Severity.WARNING,
      "%2$s executions at a time are left to the controller, shared with what else runs, and one"
          + " failure can ask for %3$s: what comes late waits for minutes",
      "raise the quota 'Concurrent executions' (L-B99A9384) of Lambda in Service Quotas, or"
          + " deploy with ReservedConcurrency"),
  NOT_CHECKED(
      Check.PERMISSIONS,
      Severity.WARNING,
      "%1$s could not be checked: %2$s",
      "an UnauthorizedOperation, AccessDenied or AccessDeniedException: deploy the stack of the"
          + " controller again, which gives the right; anything else: ask the doctor again");

  private final Check check;
  private final Severity severity;
  private final String message;
  private final String cure;

  Complaint(Check check, Severity severity, String message, String cure) {
    this.check = check;
    this.severity = severity;
    this.message = message;
    this.cure = cure;
  }

  /** How much is at stake. */
  public Severity severity() {
    return severity;
  }

  /** As the answer has it, for programs. */
  public String code() {
    return Check.camelCase(name());
  }

  /** A finding about a resource. */
  Diagnosis of(String resource, Object... more) {
    return of(check, resource, more);
  }

  /** The same of whichever check it was. */
  Diagnosis of(Check found, String resource, Object... more) {
    Object[] names = new Object[more.length + 1];
    names[0] = resource;
    System.arraycopy(more, 0, names, 1, more.length);
    return new Diagnosis(found, this, resource, message.formatted(names), cure.formatted(names));
  }
}
