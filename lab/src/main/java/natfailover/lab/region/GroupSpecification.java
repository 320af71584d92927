package natfailover.lab.region;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a group is to be, as Create and Update state it. */
record GroupSpecification(
    int least,
    int most,
    int desired,
    List<Subnet> subnets,
    LaunchTemplate template,
    String templateVersion,
    boolean spot,
    boolean mixed,
    String healthCheckType,
    int gracePeriod,
    int cooldown,
    boolean capacityRebalance,
    Optional<MaintenancePolicy> maintenance) {

  static GroupSpecification create(Parameters parameters, Ec2 ec2) {
    int least = parameters.requiredNumber("MinSize");
    return new GroupSpecification(
            least,
            parameters.requiredNumber("MaxSize"),
            parameters.number("DesiredCapacity").orElse(least),
            subnets(parameters, ec2)
                .orElseThrow(
                    () ->
                        ApiError.validation(
                            "At least one Availability Zone or VPC Subnet is required.")),
            template(parameters, ec2)
                .orElseThrow(
                    () ->
                        ApiError.validation(
                            "Valid requests must contain either LaunchTemplate,"
                                + " LaunchConfigurationName, InstanceId or MixedInstancesPolicy"
                                + " parameter.")),
            version(parameters),
            spot(parameters),
            parameters.has("MixedInstancesPolicy"),
            parameters.text("HealthCheckType").orElse("EC2"),
            parameters.number("HealthCheckGracePeriod").orElse(0),
            parameters.number("DefaultCooldown").orElse(300),
            parameters.flag("CapacityRebalance", false),
            MaintenancePolicy.of(parameters))
        .checked();
  }

  GroupSpecification update(Parameters parameters, Ec2 ec2) {
    int newLeast = parameters.number("MinSize").orElse(least);
    int newMost = parameters.number("MaxSize").orElse(most);
    int kept = Math.max(newLeast, Math.min(newMost, desired));
    Optional<LaunchTemplate> named = template(parameters, ec2);
    return new GroupSpecification(
            newLeast,
            newMost,
            parameters.number("DesiredCapacity").orElse(kept),
            subnets(parameters, ec2).orElse(subnets),
            named.orElse(template),
            named.isPresent() ? version(parameters) : templateVersion,
            named.isPresent() ? spot(parameters) : spot,
            named.isPresent() ? parameters.has("MixedInstancesPolicy") : mixed,
            parameters.text("HealthCheckType").orElse(healthCheckType),
            parameters.number("HealthCheckGracePeriod").orElse(gracePeriod),
            parameters.number("DefaultCooldown").orElse(cooldown),
            parameters.flag("CapacityRebalance", capacityRebalance),
            parameters.has("InstanceMaintenancePolicy")
                ? MaintenancePolicy.of(parameters)
                : maintenance)
        .checked();
  }

  GroupSpecification withDesired(int wanted) {
    return new GroupSpecification(
            least,
            most,
            wanted,
            subnets,
            template,
            templateVersion,
            spot,
            mixed,
            healthCheckType,
            gracePeriod,
            cooldown,
            capacityRebalance,
            maintenance)
        .checked();
  }

  private GroupSpecification checked() {
    if (least > most) {
      throw ApiError.validation(
          "Max bound, " + most + ", must be greater than or equal to min" + " bound, " + least);
    }
    if (desired > most) {
      throw ApiError.validation(
          "New SetDesiredCapacity value "
              + desired
              + " is above max value "
              + most
              + " for the AutoScalingGroup.");
    }
    if (desired < least) {
      throw ApiError.validation(
          "New SetDesiredCapacity value "
              + desired
              + " is below min value "
              + least
              + " for the AutoScalingGroup.");
    }
    return this;
  }

  private static Optional<List<Subnet>> subnets(Parameters parameters, Ec2 ec2) {
    return parameters
        .text("VPCZoneIdentifier")
        .map(text -> Arrays.stream(text.split(",", -1)).map(id -> subnet(id, ec2)).toList());
  }

  private static Subnet subnet(String id, Ec2 ec2) {
    return ec2.subnets()
        .find(id.trim())
        .orElseThrow(() -> ApiError.validation("The subnet ID '" + id + "' does not exist"));
  }

  private static Optional<LaunchTemplate> template(Parameters parameters, Ec2 ec2) {
    String path = templatePath(parameters);
    if (!parameters.has(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LaunchTemplateActions.find(ec2, parameters.structure(path)));
    } catch (ApiError absent) {
      throw ApiError.validation(
          "You must use a valid fully-formed launch template. " + absent.message());
    }
  }

  private static String templatePath(Parameters parameters) {
    return parameters.has("MixedInstancesPolicy")
        ? "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification"
        : "LaunchTemplate";
  }

  /** As it was asked for: a group tells the word, its instances the number it stood for. */
  private static String version(Parameters parameters) {
    return parameters.structure(templatePath(parameters)).text("Version").orElse("$Default");
  }

  /** All instances are Spot unless the policy keeps some on demand, which is the default. */
  private static boolean spot(Parameters parameters) {
    Parameters policy = parameters.structure("MixedInstancesPolicy.InstancesDistribution");
    return policy.number("OnDemandPercentageAboveBaseCapacity").orElse(100) == 0
        && policy.number("OnDemandBaseCapacity").orElse(0) == 0;
  }
}
