package natfailover.lab.region;

import java.util.Optional;

/** An instance maintenance policy, in percent of the desired capacity. */
record MaintenancePolicy(int leastHealthy, int mostHealthy) {
  boolean launchesFirst() {
    return leastHealthy == 100 && mostHealthy > 100;
  }

  static Optional<MaintenancePolicy> of(Parameters parameters) {
    if (!parameters.has("InstanceMaintenancePolicy")) {
      return Optional.empty();
    }
    Parameters policy = parameters.structure("InstanceMaintenancePolicy");
    int least = policy.number("MinHealthyPercentage").orElse(-1);
    int most = policy.number("MaxHealthyPercentage").orElse(-1);
    if (least == -1 && most == -1) {
      return Optional.empty();
    }
    if (least < 0 || least > 100 || most < 100 || most > 200 || most - least > 100) {
      throw ApiError.validation(
          "InstanceMaintenancePolicy is invalid: MinHealthyPercentage "
              + least
              + " must be 0 to 100, MaxHealthyPercentage "
              + most
              + " must be 100 to 200, and they may differ by 100 at most");
    }
    return Optional.of(new MaintenancePolicy(least, most));
  }
}
