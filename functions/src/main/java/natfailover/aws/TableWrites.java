package natfailover.aws;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import natfailover.aws.TableChange.Ending;
import natfailover.aws.TableChange.Point;
import natfailover.aws.TableChange.Tag;
import natfailover.aws.TableChange.Unroute;
import natfailover.aws.TableChange.Untag;
import natfailover.plan.Action;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns on-boarding's changes into calls, each safe to make again. What AWS does not know is told
 * apart from what failed: tables and targets have been there for long, so that they are not merely
 * not visible yet.
 */
final class TableWrites {
  private static final Ending DONE = new Ending.Done();

  private final TagWrites tags;
  private final RouteWrites routes;

  TableWrites(Clients clients) {
    this.tags = new TagWrites(clients);
    this.routes = new RouteWrites(clients);
  }

  Call<Ending> call(TableChange change) {
    return switch (change) {
      case Tag(String table, Map<String, String> all) ->
          write(tags.write(new Action.Tag(table, Action.Owner.EC2, all, "")));
      case Untag(String table, Set<String> keys) ->
          write(tags.remove(new Action.Untag(table, Action.Owner.EC2, keys, "")));
      case Point(String table, String target) ->
          write(Writes.write("ReplaceRoute", () -> routes.replaceOrCreate(table, target)));
      case Unroute(String table) -> write(Writes.write("DeleteRoute", () -> routes.delete(table)));
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
}
