package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.aws.DefaultRoute;
import natfailover.aws.DefaultRoute.Holder;
import natfailover.aws.HandoverChange;
import natfailover.aws.HandoverChange.Point;
import natfailover.aws.HandoverChange.Unroute;
import natfailover.aws.RoutedTable;
import natfailover.onboarding.HandBack.Step;
import natfailover.onboarding.HandBack.Word;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Each row of the table that {@link HandBack} draws, and what holds for all of them. */
final class HandBackTest {
  private static final String WAS = "nat-was";
  private static final Optional<Holder> GROUP = Optional.of(new Holder("prod", "i-n", true));
  private static final Optional<Holder> LASTING = Optional.of(new Holder("prod", "i-h", false));

  private static final Optional<DefaultRoute> NOWHERE = Optional.empty();
  private static final Optional<DefaultRoute> NODE = route("eni-n", false, GROUP);
  private static final Optional<DefaultRoute> HAND_BUILT = route("eni-h", false, LASTING);
  private static final Optional<DefaultRoute> DEAD = route("eni-x", true, Optional.empty());
  private static final Optional<DefaultRoute> BACK = route(WAS, false, Optional.empty());
  private static final Optional<DefaultRoute> BACK_DEAD = route(WAS, true, Optional.empty());
  private static final Optional<DefaultRoute> FOREIGN = route("tgw-9", false, Optional.empty());

  private static Optional<DefaultRoute> route(
      String target, boolean dead, Optional<Holder> holder) {
    return Optional.of(new DefaultRoute(target, Optional.empty(), dead, false, holder));
  }

  private static RoutedTable table(String restore, Optional<DefaultRoute> route) {
    return new RoutedTable(
        "rtb-a",
        "vpc-1",
        Map.of(RoutedTable.FLEET, "prod", RoutedTable.RESTORE, restore),
        List.of(),
        false,
        Optional.empty(),
        route);
  }

  private static Step next(String restore, Optional<DefaultRoute> route, Word word) {
    return new HandBack("prod").next(table(restore, route), word);
  }

  private static void changes(Step step, HandoverChange change) {
    assertThat(step).isEqualTo(new Step.Change(change));
  }

  private static void settles(Step step, String note) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Settled.class, settled -> assertThat(settled.note().orElse("")).contains(note));
  }

  @Example
  void row1LeavesWhatSomebodySetSince() {
    settles(next(WAS, FOREIGN, Word.NONE), "at tgw-9 since, so that was left (it was nat-was)");
    settles(next("none", FOREIGN, Word.NONE), "at tgw-9 since, so that was left (it was none)");
  }

  @Example
  void row2And3HaveNothingToDo() {
    assertThat(next(WAS, BACK, Word.NONE)).isEqualTo(new Step.Settled(Optional.empty()));
    changes(next(WAS, BACK_DEAD, Word.NONE), new Point("rtb-a", WAS));
    settles(next(WAS, BACK_DEAD, Word.ACCEPTED), "is not running");
  }

  @Example
  void row4PointsItBack() {
    for (Optional<DefaultRoute> route : List.of(NOWHERE, NODE, HAND_BUILT, DEAD)) {
      changes(next(WAS, route, Word.NONE), new Point("rtb-a", WAS));
    }
  }

  @Example
  void row5RemovesWhatLeadsNowhereAndSaysSo() {
    for (Optional<DefaultRoute> route : List.of(NODE, DEAD, BACK_DEAD)) {
      changes(next(WAS, route, Word.GONE), new Unroute("rtb-a"));
    }
    settles(next(WAS, NOWHERE, Word.GONE), "nat-was exists no more");
  }

  @Example
  void row6And7LeaveATableThatHadNoneWithNone() {
    for (Optional<DefaultRoute> route : List.of(NODE, HAND_BUILT, DEAD)) {
      changes(next("none", route, Word.NONE), new Unroute("rtb-a"));
    }
    settles(next("none", NOWHERE, Word.NONE), "");
  }

  @Example
  void row8LeavesWhatOutlastsTheFleetWhereNothingIsRecorded() {
    settles(next("", HAND_BUILT, Word.NONE), "has no record");
    changes(next("", NODE, Word.NONE), new Unroute("rtb-a"));
  }

  @Example
  void anInstanceIsKnownByBothItsNames() {
    DefaultRoute both =
        new DefaultRoute("eni-h", Optional.of("i-h"), false, false, Optional.empty());
    settles(next("i-h", Optional.of(both), Word.NONE), "");
    settles(next("eni-h", Optional.of(both), Word.NONE), "");
  }

  @Property
  void itSettlesWithinTwoChangesAndLeavesNoRouteOfTheFleetsOwnGroups(
      @ForAll("routes") Optional<DefaultRoute> found,
      @ForAll("records") String restore,
      @ForAll boolean gone) {
    Optional<DefaultRoute> route = found;
    Word word = Word.NONE;
    int changes = 0;
    while (next(restore, route, word) instanceof Step.Change(HandoverChange change)) {
      assertThat(++changes).isLessThanOrEqualTo(2);
      boolean points = change instanceof Point;
      word = points ? (gone ? Word.GONE : Word.ACCEPTED) : word;
      route = points ? (gone ? route : BACK) : NOWHERE;
    }
    assertThat(route).isNotEqualTo(NODE).isNotEqualTo(DEAD);
    assertThat(found.equals(FOREIGN)).isEqualTo(route.equals(FOREIGN));
    if (restore.equals(WAS) && !gone && !found.equals(FOREIGN)) {
      assertThat(route).isEqualTo(BACK);
    }
  }

  @Provide
  Arbitrary<Optional<DefaultRoute>> routes() {
    return Arbitraries.of(List.of(NOWHERE, NODE, HAND_BUILT, DEAD, BACK, BACK_DEAD, FOREIGN));
  }

  @Provide
  Arbitrary<String> records() {
    return Arbitraries.of(WAS, "none", "");
  }
}
