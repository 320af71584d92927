package natfailover.aws;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import natfailover.plan.Mark;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The reads of a sighting, every page of each; AWS's filters only narrow them, we filter again. */
final class Reads {
  static final String FLEET = Mark.PREFIX + "fleet";
  static final String ZONE = Mark.PREFIX + "zone";
  static final String LEAVING = Mark.PREFIX + "leaving";
  static final String RESTORE = Mark.PREFIX + "restore";
  static final String OWNER = Mark.PREFIX + "onboarded-by";

  /** DescribeInstanceStatus takes this many instance ids at most. */
  static final int MOST_IDS = 100;

  private static final software.amazon.awssdk.services.autoscaling.model.Filter OUR_GROUPS =
      software.amazon.awssdk.services.autoscaling.model.Filter.builder()
          .name("tag-key")
          .values(FLEET)
          .build();

  private final Clients clients;

  Reads(Clients clients) {
    this.clients = clients;
  }

  Call<List<Instance>> instances() {
    return Call.read(
        "DescribeInstances",
        () ->
            clients.ec2().describeInstancesPaginator(r -> r.filters(ours())).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList());
  }

  /**
   * The status of at most {@link #MOST_IDS} instances; of all that run where AWS does not know one
   * of them, so that one which comes or goes does not hide the others.
   */
  Call<List<InstanceStatus>> statuses(Collection<String> instances) {
    return Call.read(
        "DescribeInstanceStatus",
        () -> {
          try {
            return readStatuses(request -> request.instanceIds(instances));
          } catch (SdkException exception) {
            if (!ErrorCodes.noSuchInstance(exception)) {
              throw exception;
            }
            return readStatuses(_ -> {});
          }
        });
  }

  /** The status of every instance that runs. */
  Call<List<InstanceStatus>> allStatuses() {
    return Call.read("DescribeInstanceStatus", () -> readStatuses(_ -> {}));
  }

  private List<InstanceStatus> readStatuses(Consumer<DescribeInstanceStatusRequest.Builder> which) {
    return clients.ec2().describeInstanceStatusPaginator(which).instanceStatuses().stream()
        .toList();
  }

  Call<List<RouteTable>> ourTables() {
    return tables(List.of(ours()));
  }

  Call<List<RouteTable>> tablesOf(Collection<String> vpcs) {
    return vpcs.isEmpty()
        ? Call.read("DescribeRouteTables", List::of)
        : tables(List.of(filter("vpc-id", vpcs)));
  }

  Call<List<RouteTable>> allTables() {
    return tables(List.of());
  }

  private Call<List<RouteTable>> tables(List<Filter> filters) {
    return Call.read(
        "DescribeRouteTables",
        () ->
            clients
                .ec2()
                .describeRouteTablesPaginator(r -> r.filters(filters))
                .routeTables()
                .stream()
                .toList());
  }

  Call<List<Subnet>> subnetsOf(Collection<String> vpcs) {
    return subnets("vpc-id", vpcs);
  }

  /** The subnets of these ids, as far as they are there. */
  Call<List<Subnet>> subnets(Collection<String> ids) {
    return subnets("subnet-id", ids);
  }

  private Call<List<Subnet>> subnets(String filter, Collection<String> values) {
    return values.isEmpty()
        ? Call.read("DescribeSubnets", List::of)
        : filteredSubnets(List.of(filter(filter, values)));
  }

  Call<List<Subnet>> allSubnets() {
    return filteredSubnets(List.of());
  }

  private Call<List<Subnet>> filteredSubnets(List<Filter> filters) {
    return Call.read(
        "DescribeSubnets",
        () ->
            clients.ec2().describeSubnetsPaginator(r -> r.filters(filters)).subnets().stream()
                .toList());
  }

  Call<List<Address>> addresses() {
    return addresses(List.of(ours()));
  }

  /** Also those of nobody's: they count against the account's quota. */
  Call<List<Address>> allAddresses() {
    return addresses(List.of());
  }

  private Call<List<Address>> addresses(List<Filter> filters) {
    return Call.read(
        "DescribeAddresses",
        () -> clients.ec2().describeAddresses(r -> r.filters(filters)).addresses());
  }

  Call<List<NatGateway>> gateways() {
    return Call.read(
        "DescribeNatGateways",
        () ->
            clients.ec2().describeNatGatewaysPaginator(r -> r.filter(ours())).natGateways().stream()
                .toList());
  }

  Call<List<AutoScalingGroup>> groups() {
    return Call.read(
        "DescribeAutoScalingGroups",
        () ->
            clients
                .autoScaling()
                .describeAutoScalingGroupsPaginator(r -> r.filters(OUR_GROUPS))
                .autoScalingGroups()
                .stream()
                .toList());
  }

  Call<List<AutoScalingGroup>> group(String name) {
    return Call.read(
        "DescribeAutoScalingGroups",
        () ->
            clients
                .autoScaling()
                .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
                .autoScalingGroups());
  }

  private static Filter ours() {
    return filter("tag-key", List.of(FLEET));
  }

  private static Filter filter(String name, Collection<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
