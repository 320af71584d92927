package natfailover.aws;

import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Looks for the instance that has a network interface; AWS's filter only narrows the search. */
final class Holders {
  private static final Set<InstanceStateName> ENDING =
      Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

  private final Clients clients;

  Holders(Clients clients) {
    this.clients = clients;
  }

  /** Whether there is one that is not about to go. */
  Call<Boolean> has(String networkInterface) {
    Filter which =
        Filter.builder()
            .name("network-interface.network-interface-id")
            .values(networkInterface)
            .build();
    return Call.read(
        "DescribeInstances",
        () ->
            clients.ec2().describeInstancesPaginator(r -> r.filters(which)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .anyMatch(instance -> has(instance, networkInterface)));
  }

  private static boolean has(Instance instance, String networkInterface) {
    return !ENDING.contains(instance.state().name())
        && instance.networkInterfaces().stream()
            .anyMatch(face -> networkInterface.equals(face.networkInterfaceId()));
  }
}
