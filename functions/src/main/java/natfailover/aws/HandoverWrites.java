package natfailover.aws;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import natfailover.aws.HandoverChange.Associate;
import natfailover.aws.HandoverChange.Ending;
import natfailover.aws.HandoverChange.Point;
import natfailover.aws.HandoverChange.Tag;
import natfailover.aws.HandoverChange.Unroute;
import natfailover.aws.HandoverChange.Untag;
import natfailover.plan.Action;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns on-boarding's changes into calls, each safe to make again. What AWS does not know is told
 * apart from what failed: tables, addresses and targets have been there for long, so that they are
 * not merely not visible yet.
 */
final class HandoverWrites {
  private static final Ending DONE = new Ending.Done();

  private final TagWrites tags;
  private final RouteWrites routes;
  private final Clients clients;

  HandoverWrites(Clients clients) {
    this.tags = new TagWrites(clients);
    this.routes = new RouteWrites(clients);
    this.clients = clients;
  }

  Call<Ending> call(HandoverChange change) {
    return switch (change) {
      case Tag(String id, Map<String, String> all) ->
          write(tags.write(new Action.Tag(id, Action.Owner.EC2, all, "")));
      case Untag(String id, Set<String> keys) ->
          write(tags.remove(new Action.Untag(id, Action.Owner.EC2, keys, "")));
      case Point(String table, String target) ->
          write(Writes.write("ReplaceRoute", () -> routes.replaceOrCreate(table, target)));
      case Unroute(String table) -> write(Writes.write("DeleteRoute", () -> routes.delete(table)));
      case Associate(String address, String place) ->
          new Call<>("AssociateAddress", true, () -> association(address, place));
    };
  }

  private Ending association(String address, String place) {
    return ending(
        () -> {
          try {
            associate(address, place);
            return DONE;
          } catch (SdkException exception) {
            if (ErrorCodes.perhapsNoSuchTarget(exception)) {
              return new Ending.Barred(ErrorCodes.failure(exception).toString());
            }
            throw exception;
          }
        });
  }

  private void associate(String address, String place) {
    int end = place.indexOf('/');
    clients
        .ec2()
        .associateAddress(
            r ->
                r.allocationId(address)
                    .networkInterfaceId(place.substring(0, end))
                    .privateIpAddress(place.substring(end + 1))
                    .allowReassociation(true));
  }

  private static Call<Ending> write(Call<Boolean> call) {
    Supplier<Boolean> body = call.body();
    return new Call<>(
        call.api(),
        true,
        () -> ending(() -> body.get() ? DONE : new Ending.Failed("AWS did not accept it")));
  }

  private static Ending ending(Supplier<Ending> body) {
    try {
      return body.get();
    } catch (SdkException exception) {
      if (ErrorCodes.noSuchResource(exception)) {
        return new Ending.Gone();
      }
      if (ErrorCodes.noSuchTarget(exception)) {
        return new Ending.TargetGone();
      }
      throw exception;
    }
  }
}
