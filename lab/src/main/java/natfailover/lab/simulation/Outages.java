package natfailover.lab.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.region.Request;

/** Actions of AWS that fail for minutes on end, whoever asks and how often. */
final class Outages {
  /** Every action that the controller needs from day to day. */
  static final List<String> ACTIONS =
      List.of(
          "DescribeInstances",
          "DescribeInstanceStatus",
          "DescribeRouteTables",
          "DescribeSubnets",
          "DescribeAddresses",
          "DescribeNatGateways",
          "DescribeAutoScalingGroups",
          "DescribeLifecycleHooks",
          "CreateRoute",
          "ReplaceRoute",
          "AssociateAddress",
          "ModifyNetworkInterfaceAttribute",
          "CompleteLifecycleAction",
          "SetInstanceHealth",
          "CreateTags",
          "DeleteTags");

  private final Map<String, Outage> failing = new HashMap<>();

  void begin(String action, Outage outage) {
    failing.put(action, outage);
  }

  void end(String action) {
    failing.remove(action);
  }

  /** What this call is answered for now. */
  Optional<Outage> of(Request request) {
    return Optional.ofNullable(failing.get(request.action()));
  }
}
