package natfailover.aws;

import natfailover.aws.Failure.Meaning;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/** Writes a table's default route, towards a target of any kind that its id tells. */
final class RouteWrites {
  private static final String DEFAULT = "0.0.0.0/0";

  private final Clients clients;

  RouteWrites(Clients clients) {
    this.clients = clients;
  }

  void create(String table, String target) {
    CreateRouteRequest.Builder request =
        CreateRouteRequest.builder().routeTableId(table).destinationCidrBlock(DEFAULT);
    RouteTargets.name(request, target);
    clients.ec2().createRoute(request.build());
  }

  /** Replaces the route; one that is no longer there is created. */
  void replaceOrCreate(String table, String target) {
    try {
      replace(table, target);
    } catch (SdkException exception) {
      if (ErrorCodes.failure(exception).meaning() != Meaning.NO_SUCH_ROUTE) {
        throw exception;
      }
      create(table, target);
    }
  }

  private void replace(String table, String target) {
    ReplaceRouteRequest.Builder request =
        ReplaceRouteRequest.builder().routeTableId(table).destinationCidrBlock(DEFAULT);
    RouteTargets.name(request, target);
    clients.ec2().replaceRoute(request.build());
  }

  /** Removes the route, if there is one. */
  void delete(String table) {
    try {
      clients.ec2().deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(DEFAULT));
    } catch (SdkException exception) {
      if (!ErrorCodes.noRouteToDelete(exception)) {
        throw exception;
      }
    }
  }
}
