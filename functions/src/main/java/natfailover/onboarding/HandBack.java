package natfailover.onboarding;

import java.util.Optional;
import natfailover.aws.Belonging;
import natfailover.aws.DefaultRoute;
import natfailover.aws.HandoverChange;
import natfailover.aws.HandoverChange.Associate;
import natfailover.aws.HandoverChange.Point;
import natfailover.aws.HandoverChange.Unroute;
import natfailover.aws.OwnAddress;
import natfailover.aws.RoutedTable;

/**
 * Decides how one table gets its previous default route back, or an address its previous place:
 * with rows 1, 2, 4, 5 (but it stays where it is) and 7. Drawn for a table whose record is
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
    record Change(HandoverChange change) implements Step {}

    /** It is as it was. */
    record Settled(Optional<String> note) implements Step {}
  }

  private static final Step SETTLED = new Step.Settled(Optional.empty());

  Step next(Belonging thing, Word word) {
    return switch (thing) {
      case RoutedTable table -> next(table, word);
      case OwnAddress address -> next(address, word);
    };
  }

  private Step next(RoutedTable table, Word word) {
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

  /** An address that was with nobody goes when its node goes. */
  private Step next(OwnAddress address, Word word) {
    Optional<String> was =
        address.tag(Belonging.RESTORE).filter(place -> !place.equals(Intake.NONE));
    if (was.isEmpty() || was.equals(address.place())) {
      return SETTLED;
    }
    if (address.place().isPresent() && !address.heldBy(fleet)) {
      return note(
          "%s: somebody has associated it with %s since, so that was left (it was with %s)"
              .formatted(address.id(), address.place().get(), was.get()));
    }
    return word == Word.GONE
        ? note(
            "%s: %s, which it was with, exists no more, so it was left with %s and is yours still"
                .formatted(address.id(), was.get(), address.place().orElse("nobody")))
        : new Step.Change(new Associate(address.id(), was.get()));
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
