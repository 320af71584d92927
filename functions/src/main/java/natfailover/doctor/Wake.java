package natfailover.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import natfailover.doctor.Picture.Rule;

/** What has to wake the controller, and what is lost where it does not. */
public enum Wake {
  SWEEP("the schedule", "", "events that were lost are never made up for"),
  LIFECYCLE(
      "lifecycle hooks",
      "aws.autoscaling",
      "a node that starts or ends is held until the sweep",
      "EC2 Instance-launch Lifecycle Action",
      "EC2 Instance-terminate Lifecycle Action"),
  SCALING(
      "launches and terminations",
      "aws.autoscaling",
      "a replaced node is seen by the sweep only",
      "EC2 Instance Launch Successful",
      "EC2 Instance Launch Unsuccessful",
      "EC2 Instance Terminate Successful",
      "EC2 Instance Terminate Unsuccessful"),
  ENDING(
      "state changes of instances",
      "aws.ec2",
      "a node that stops is seen by its neighbours or the sweep only",
      "EC2 Instance State-change Notification"),
  INTERRUPTION(
      "warnings before AWS takes an instance back",
      "aws.ec2",
      "traffic leaves a Spot node only once it is gone",
      "EC2 Spot Instance Interruption Warning",
      "EC2 Instance Rebalance Recommendation",
      "EC2 Capacity Reservation Instance Interruption Warning"),
  HEALTH(
      "events of AWS Health",
      "aws.health",
      "traffic leaves an instance that is to be retired only once it is gone",
      "AWS Health Event"),
  REPORT(
      "the nodes' own reports",
      "nat-failover.node",
      "no node becomes ready, and none that fails is reported by its neighbours",
      "NAT Node Ready",
      "NAT Node Impaired",
      "NAT Peer Unreachable");

  private static final String EVERY_MINUTE = "rate(1 minute)";
  private static final String SEPARATOR = ", ";

  private final String words;
  private final String source;
  private final String loss;
  private final String detailTypes;

  Wake(String words, String source, String loss, String... detailTypes) {
    this.words = words;
    this.source = source;
    this.loss = loss;
    this.detailTypes = String.join(SEPARATOR, detailTypes);
  }

  /** What is wrong with the rules for it. */
  List<Diagnosis> judge(List<Rule> rules) {
    List<String> lacking = new ArrayList<>();
    Set<Diagnosis> found = new LinkedHashSet<>();
    for (String type : (this == SWEEP ? EVERY_MINUTE : detailTypes).split(SEPARATOR, -1)) {
      List<Rule> covering = rules.stream().filter(rule -> covers(rule, type)).toList();
      if (covering.isEmpty()) {
        lacking.add(type);
      } else if (covering.stream().noneMatch(Rule::enabled)) {
        found.add(Complaint.RULE_DISABLED.of(covering.getFirst().name(), words, loss));
      }
    }
    if (!lacking.isEmpty()) {
      found.add(Complaint.RULE_MISSING.of(words, String.join(SEPARATOR, lacking), loss));
    }
    return List.copyOf(found);
  }

  /** Whether a rule is for this kind of event, or, for the sweep, of this schedule. */
  private boolean covers(Rule rule, String kind) {
    if (this == SWEEP) {
      return rule.schedule().equals(kind);
    }
    return rule.schedule().isEmpty()
        && (rule.sources().isEmpty() || rule.sources().contains(source))
        && (rule.detailTypes().isEmpty() || rule.detailTypes().contains(kind));
  }
}
