package natfailover.aws;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import natfailover.aws.Failure.Meaning;
import natfailover.aws.TableChange.Ending;
import natfailover.aws.TableChange.Point;
import natfailover.aws.TableChange.Tag;
import natfailover.aws.TableChange.Unroute;
import natfailover.aws.TableChange.Untag;
import natfailover.plan.Action;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;

/**
 * Turns on-boarding's changes into calls, each safe to make again. What AWS does not know is told
 * apart from what failed: tables and targets have been there for long, so that they are not merely
 * not visible yet.
 */
final class TableWrites {
  private static final String DEFAULT = "0.0.0.0/0";
  private static final Ending DONE = new Ending.Done();

  private final Clients clients;
  private final TagWrites tags;

  TableWrites(Clients clients) {
    this.clients = clients;
    this.tags = new TagWrites(clients);
  }

  Call<Ending> call(TableChange change) {
    return switch (change) {
      case Tag(String table, Map<String, String> all) ->
          write(tags.write(new Action.Tag(table, Action.Owner.EC2, all, "")));
      case Untag(String table, Set<String> keys) ->
          write(tags.remove(new Action.Untag(table, Action.Owner.EC2, keys, "")));
      case Point point -> write(new Call<>("ReplaceRoute", true, () -> point(point)));
      case Unroute unroute -> write(new Call<>("DeleteRoute", true, () -> remove(unroute)));
    };
  }

  private static Call<Ending> write(Call<Boolean> call) {
    return new Call<>(call.api(), true, () -> ending(call.body()));
  }

  private static Ending ending(Supplier<Boolean> body) {
    try {
      boolean accepted = body.get();
      return accepted ? DONE : new Ending.Failed("AWS did not accept it");
    } catch (SdkException exception) {
      if (ErrorCodes.noSuchTable(exception)) {
        return new Ending.TableGone();
      }
      if (ErrorCodes.noSuchTarget(exception)) {
        return new Ending.TargetGone();
      }
      throw exception;
    }
  }

  private boolean point(Point point) {
    try {
      ReplaceRouteRequest.Builder request =
          ReplaceRouteRequest.builder().routeTableId(point.table()).destinationCidrBlock(DEFAULT);
      RouteTargets.name(request, point.target());
      clients.ec2().replaceRoute(request.build());
    } catch (SdkException exception) {
      if (ErrorCodes.failure(exception).meaning() != Meaning.NO_SUCH_ROUTE) {
        throw exception;
      }
      CreateRouteRequest.Builder request =
          CreateRouteRequest.builder().routeTableId(point.table()).destinationCidrBlock(DEFAULT);
      RouteTargets.name(request, point.target());
      clients.ec2().createRoute(request.build());
    }
    return true;
  }

  private boolean remove(Unroute unroute) {
    try {
      clients.ec2().deleteRoute(r -> r.routeTableId(unroute.table()).destinationCidrBlock(DEFAULT));
    } catch (SdkException exception) {
      if (!ErrorCodes.noRouteToDelete(exception)) {
        throw exception;
      }
    }
    return true;
  }
}
