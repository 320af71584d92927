package natfailover.doctor;

import java.util.List;
import java.util.stream.Stream;

/** What no check looks at, and why; it stands in every answer, and makes nobody ill. */
public record Untried(String what, String because) {
  private static final List<Untried> ALWAYS =
      List.of(
          new Untried(
              "autoscaling:CompleteLifecycleAction, autoscaling:SetInstanceHealth,"
                  + " autoscaling:CreateOrUpdateTags, autoscaling:DeleteTags",
              "Auto Scaling has no DryRun: a call that is let through is carried out"),
          new Untried(
              "sqs:SendMessage to the queue of failed invocations",
              "Lambda itself makes that call, and only once an invocation has failed for good"),
          new Untried(
              "how often the alias live tries an event, and where failed invocations go",
              "the controller has no right to read it, and needs it for nothing else: aws lambda"
                  + " get-function-event-invoke-config --qualifier live has to say 2 retries, 600 s"
                  + " and the queue Failures, also after the alias was made anew"),
          new Untried(
              "rights of the nodes and of on-boarding",
              "they have roles of their own; a node that is ready has put an event, and on-boarding"
                  + " tells CloudFormation what it lacks"),
          new Untried(
              "whether notices reach anybody",
              "a subscriber has to confirm: aws sns list-subscriptions-by-topic"),
          new Untried(
              "how AWS carries a failover out",
              "only one shows it: order failover when the traffic is low"));

  static final Untried PROBERS =
      new Untried("probers", "PROBER_SECONDS is 0, so that none is asked");

  static List<Untried> of(Picture picture) {
    return Stream.concat(
            ALWAYS.stream(), picture.probes().isEmpty() ? Stream.of(PROBERS) : Stream.empty())
        .toList();
  }
}
