package natfailover.doctor;

/**
 * What can be wrong with what wakes the controller, and with what it may do. Of the texts, {@code
 * %1$s} is the resource.
 */
@SuppressWarnings("ImmutableEnumChecker") // A text is a record of constants.
public enum ControllerComplaint implements Complaint {
  ALIAS_MISSING(
      Check.ALIAS,
      Severity.ERROR,
      "the controller %1$s has no alias live, which all events go to",
      "make it: aws lambda create-alias --function-name %1$s --name live --function-version with"
          + " the highest number of aws lambda list-versions-by-function --function-name %1$s; then"
          + " what has gone with it and no check sees: aws lambda put-function-event-invoke-config"
          + " --function-name %1$s --qualifier live --maximum-retry-attempts 2"
          + " --maximum-event-age-in-seconds 600 --destination-config"
          + " '{\"OnFailure\":{\"Destination\":\"QUEUE\"}}' with the ARN of the stack's queue"
          + " Failures for QUEUE; then ask the doctor again, since its rules' permissions have gone"
          + " too"),
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
      "aws events put-targets --rule %1$s --targets Id=live,Arn=%4$s; take the other target off:"
          + " aws events remove-targets --rule %1$s --ids with what aws events"
          + " list-targets-by-rule --rule %1$s calls it; then ask the doctor again, since the alias"
          + " has to let it invoke"),
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
      "%5$s"),
  RULE_WIDENED(
      Check.RULES,
      Severity.WARNING,
      "rule %1$s, which sends %2$s to the controller, no longer asks for %3$s: what it sends"
          + " besides takes time and executions from what matters",
      "%4$s"),
  RULE_NOT_PERMITTED(
      Check.RULE_PERMISSIONS,
      Severity.ERROR,
      "rule %1$s sends %2$s to the controller's alias live, whose policy does not let that rule"
          + " invoke it; EventBridge drops them and tells nobody: %3$s",
      "aws lambda add-permission --function-name %4$s --qualifier live --statement-id %5$s"
          + " --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn %6$s"),
  NOT_PERMITTED(
      Check.PERMISSIONS,
      Severity.ERROR,
      "the controller may not call %2$s for %1$s: %3$s",
      "tag %1$s nat-failover:fleet, which is what the controller's role is bound by; else look for"
          + " a service control policy that forbids it, and for an edited role, which no"
          + " deployment sees: "
          + Complaint.REVERT
          + " of the controller's stack"),
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
      "an UnauthorizedOperation, AccessDenied or AccessDeniedException: look for a service control"
          + " policy that forbids it, and for an edited role, which no deployment sees: "
          + Complaint.REVERT
          + " of the controller's stack; a condition of a permission: read it (aws lambda"
          + " get-policy --qualifier live); anything else: ask the doctor again");

  private final Text text;

  ControllerComplaint(Check check, Severity severity, String message, String cure) {
    text = new Text(check, severity, message, cure);
  }

  @Override
  public Text text() {
    return text;
  }
}
