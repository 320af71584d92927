package natfailover.onboarding;

import java.util.Optional;
import natfailover.aws.DefaultRoute;
import natfailover.aws.RoutedTable;
import natfailover.aws.TableChange;
import natfailover.aws.TableChange.Point;
import natfailover.aws.TableChange.Unroute;

/**
 * Decides how one table gets its previous default route back. Drawn for a table whose record is
 * <i>was</i>, and whose default route now leads to <i>is</i>:
 *
 * <pre>
 *   was      is                                          then
 * 1 any      alive, not the fleet's, other than was      leave it: somebody set it since
 * 2 target   was, alive                                  nothing to do
 * 3 target   was, but dead, and AWS still knows was      nothing to do, and say so
 * 4 target   none, dead, or the fleet's                  point it at was
 * 5 target   AWS knows was no more                       remove what is dead or the fleet's, say so
 * 6 none     dead, or the fleet's                        remove it
 * 7 none     none                                        nothing to do
 * 8 missing  a node that no group made, or a gateway     leave it, and say so
 * </pre>
 */
final class HandBack {
  private final String fleet;

  HandBack(String fleet) {
    this.fleet = fleet;
  }

  /** What AWS has said of the recorded target since the hand-back began. */
  enum Word {
    NONE,
    ACCEPTED,
    GONE
  }

  /** The next step: a change, or none and what the user should know. */
  sealed interface Step {
    /** Something is to be changed, and looked at again. */
    record Change(TableChange change) implements Step {}

    /** It is as it was. */
    record Settled(Optional<String> note) implements Step {}
  }

  private static final Step SETTLED = new Step.Settled(Optional.empty());

  Step next(RoutedTable table, Word word) {
    Optional<DefaultRoute> route = table.defaultRoute();
    Optional<String> record = table.tag(RoutedTable.RESTORE);
    Optional<String> was = record.filter(id -> !id.equals(Intake.NONE));
    if (route.isPresent() && foreign(route.get())) {
      return foreign(table, route.get(), was);
    }
    if (was.isPresent()) {
      return restored(table, was.get(), word);
    }
    if (route.isEmpty()) {
      return SETTLED;
    }
    boolean lasting = route.get().holder().filter(holder -> !holder.ofGroup()).isPresent();
    if (record.isEmpty() && lasting && !route.get().dead()) {
      return note(
          "%s has no record (%s) of its previous default route, so that to %s was left"
              .formatted(table.id(), RoutedTable.RESTORE, route.get().target()));
    }
    return new Step.Change(new Unroute(table.id()));
  }

  private boolean foreign(DefaultRoute route) {
    return !route.dead() && !route.heldBy(fleet);
  }

  private static Step foreign(RoutedTable table, DefaultRoute route, Optional<String> was) {
    if (was.filter(route::leadsTo).isPresent()) {
      return SETTLED;
    }
    return note(
        "%s: somebody has pointed its default route at %s since, so that was left (it was %s)"
            .formatted(table.id(), route.target(), was.orElse(Intake.NONE)));
  }

  private static Step restored(RoutedTable table, String was, Word word) {
    Optional<DefaultRoute> route = table.defaultRoute();
    boolean pointed = route.filter(now -> now.leadsTo(was)).isPresent();
    boolean dead = route.map(DefaultRoute::dead).orElse(false);
    if (word == Word.GONE) {
      return route.isEmpty()
          ? note(
              "%s: its previous target %s exists no more, so the default route was removed: its"
                      .formatted(table.id(), was)
                  + " subnets have no way out until you add one")
          : new Step.Change(new Unroute(table.id()));
    }
    if (!pointed || (dead && word == Word.NONE)) {
      return new Step.Change(new Point(table.id(), was));
    }
    return dead
        ? note(
            "%s: its default route leads to %s again, but that is not running: start it"
                .formatted(table.id(), was))
        : SETTLED;
  }

  private static Step note(String note) {
    return new Step.Settled(Optional.of(note));
  }
}
