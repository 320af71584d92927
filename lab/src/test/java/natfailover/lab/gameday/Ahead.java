package natfailover.lab.gameday;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the roles grant although no call in the region needs it, and why it is granted. */
final class Ahead {
  private static final String LAMBDA =
      "Lambda itself does this by the function's role; the region has no such service";

  private Ahead() {}

  /** The reason by role, statement and action. */
  static Map<String, String> grants() {
    Map<String, String> grants = new LinkedHashMap<>();
    grants.put(
        "ControllerRole SeeRules events:DescribeRule",
        "the deployed rules are the test's own; the doctor's test has some in the region");
    grants.put("ControllerRole KeepWhatFailed sqs:SendMessage", LAMBDA);
    for (String role : new String[] {"ControllerRole", "OnboardingRole", "ProberRole"}) {
      grants.put(role + " WriteTheLog logs:CreateLogStream", LAMBDA);
      grants.put(role + " WriteTheLog logs:PutLogEvents", LAMBDA);
    }
    String logIn = "the agent of Systems Manager does so, which no node of the lab has";
    grants.put("NodeRole BeThere ssm:UpdateInstanceInformation", logIn);
    for (String channel : new String[] {"ControlChannel", "DataChannel"}) {
      grants.put("NodeRole LetEngineersIn ssmmessages:Create" + channel, logIn);
      grants.put("NodeRole LetEngineersIn ssmmessages:Open" + channel, logIn);
    }
    grants.put("ProberRole ConnectToTheSubnet ec2:CreateNetworkInterface", LAMBDA);
    grants.put("ProberRole AddressTheConnection ec2:AssignPrivateIpAddresses", LAMBDA);
    grants.put("ProberRole Disconnect ec2:DeleteNetworkInterface", LAMBDA);
    grants.put("ProberRole AddressTheConnection ec2:UnassignPrivateIpAddresses", LAMBDA);
    grants.put("ProberRole SeeNetworkInterfaces ec2:DescribeNetworkInterfaces", LAMBDA);
    grants.put("ProberRole SeeNetworkInterfaces ec2:DescribeSubnets", LAMBDA);
    return grants;
  }
}
