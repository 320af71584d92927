package natfailover.doctor;

import static natfailover.doctor.EventPattern.events;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import natfailover.doctor.Setup.Rule;

/**
 * Something that has to wake the controller.
 *
 * @param word in the name of a rule that is made by hand
 * @param words what it is
 * @param loss what is lost without it
 * @param deployed the pattern of its rule; without fields that of the schedule, which has none
 */
record Wake(String word, String words, String loss, EventPattern deployed) {
  private static final String EVERY_MINUTE = "rate(1 minute)";

  /** Minutes, hours, days, months, weekdays, years: one of the two kinds of days has to be a ?. */
  private static final Pattern EACH_MINUTE_BY_CRON =
      Pattern.compile(
          "cron\\(\\s*([*0]/1|\\*)\\s+\\*\\s+(\\*\\s+\\*\\s+\\?|\\?\\s+\\*\\s+\\*)\\s+\\*\\s*\\)");

  /** As the template deploys them. */
  static final List<Wake> ALL =
      List.of(
          new Wake(
              "sweep",
              "the schedule",
              "events that were lost are never made up for",
              new EventPattern(Map.of())),
          new Wake(
              "lifecycle",
              "lifecycle hooks",
              "a node that starts or ends is held until the sweep",
              events(
                  "aws.autoscaling",
                  "EC2 Instance-launch Lifecycle Action",
                  "EC2 Instance-terminate Lifecycle Action")),
          new Wake(
              "scaling",
              "launches and terminations",
              "a replaced node is seen by the sweep only",
              events(
                  "aws.autoscaling",
                  "EC2 Instance Launch Successful",
                  "EC2 Instance Launch Unsuccessful",
                  "EC2 Instance Terminate Successful",
                  "EC2 Instance Terminate Unsuccessful")),
          new Wake(
              "ending",
              "state changes of instances",
              "a node that stops is seen by its neighbours or the sweep only",
              events("aws.ec2", "EC2 Instance State-change Notification")
                  .where("state", "stopping", "stopped", "shutting-down", "terminated")),
          new Wake(
              "interruption",
              "warnings before AWS takes an instance back",
              "traffic leaves a Spot node only once it is gone",
              events(
                  "aws.ec2",
                  "EC2 Spot Instance Interruption Warning",
                  "EC2 Instance Rebalance Recommendation",
                  "EC2 Capacity Reservation Instance Interruption Warning")),
          new Wake(
              "health",
              "events of AWS Health",
              "traffic leaves an instance that is to be retired only once it is gone",
              events("aws.health", "AWS Health Event")
                  .where("service", "EC2")
                  .where("eventTypeCategory", "issue", "scheduledChange")),
          new Wake(
              "report",
              "the nodes' own reports",
              "no node becomes ready, and none that fails is reported by its neighbours",
              events(
                  "nat-failover.node",
                  "NAT Node Ready",
                  "NAT Node Impaired",
                  "NAT Peer Unreachable")));

  /** The kinds of events that it is, each of which a rule has to be for; or the one schedule. */
  List<String> kinds() {
    return isSchedule() ? List.of(EVERY_MINUTE) : List.copyOf(deployed.detailTypes());
  }

  /** Whether a rule is for this kind of event, or, for the sweep, of this schedule. */
  boolean covers(Rule rule, String kind) {
    return isSchedule()
        ? rule.schedule().equals(kind) || EACH_MINUTE_BY_CRON.matcher(rule.schedule()).matches()
        : rule.schedule().isEmpty() && rule.pattern().concerns(deployed, kind);
  }

  /** Whether a rule is for some of it. */
  boolean in(Rule rule) {
    return kinds().stream().anyMatch(kind -> covers(rule, kind));
  }

  private boolean isSchedule() {
    return deployed.fields().isEmpty();
  }

  /** The name for a rule that is made by hand. */
  String rule() {
    return "nat-failover-" + word;
  }

  /** How the AWS CLI is told what the rule is for. */
  String option() {
    return isSchedule()
        ? "--schedule-expression '" + EVERY_MINUTE + "'"
        : "--event-pattern '" + deployed.json() + "'";
  }
}
