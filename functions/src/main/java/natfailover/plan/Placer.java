package natfailover.plan;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import natfailover.plan.Ladder.Place;
import natfailover.plan.Placement.Move;

/** Chooses the place for one zone's traffic and says which tables have to move there. */
final class Placer {
  /** A node told to carry a zone is held to it for this long, the hold-down over or not. */
  private static final Duration COMMITMENT = Duration.ofMinutes(2);

  /** What AWS ends within this time would have to be left again, so nothing comes back to it. */
  private static final Duration WORTH_A_MOVE = Duration.ofHours(1);

  private final Fleet fleet;
  private final Policy policy;
  private final String zone;
  private final Ladder ladder;
  private final List<Table> tables;
  private final Trouble trouble;

  Placer(Fleet fleet, Policy policy, String zone, Ladder ladder) {
    this.fleet = fleet;
    this.policy = policy;
    this.zone = zone;
    this.ladder = ladder;
    this.tables = fleet.tablesOf(zone);
    this.trouble = new Trouble(fleet, ladder);
  }

  /** What is planned goes together: the address can be with one node only. */
  Placement place() {
    Optional<Place> target = tables.isEmpty() ? spot() : target();
    if (fleet.paused(zone)) {
      return placement(target, List.of(), Optional.empty());
    }
    List<Move> moves = target.stream().flatMap(this::moves).toList();
    Optional<Instant> waitingUntil =
        moves.stream().flatMap(this::preparation).findFirst().filter(_ -> !needsAddress(moves));
    List<Move> now =
        moves.stream().filter(move -> waitingUntil.isEmpty() || !move.planned()).toList();
    return placement(target, now, waitingUntil);
  }

  /**
   * Whether traffic that a fit node can send no longer, as the node's address goes elsewhere, would
   * go dark where only the zone's address gives egress: then all of the zone goes at once.
   */
  private boolean needsAddress(List<Move> moves) {
    return moves.stream()
        .filter(move -> !move.planned() && fitNow(move.table()))
        .flatMap(move -> move.to().node().stream())
        .anyMatch(node -> !node.attachment().publicAddress());
  }

  private boolean fitNow(Table table) {
    return ladder.placeOf(table.egress()).filter(this::known).isPresent();
  }

  private Placement placement(
      Optional<Place> target, List<Move> moves, Optional<Instant> waitingUntil) {
    Map<String, Egress> after = tables.stream().collect(toMap(Table::id, Table::egress));
    moves.forEach(move -> after.put(move.table().id(), move.to().egress()));
    Optional<String> unprotected =
        target.isPresent()
            ? Optional.empty()
            : tables.stream().flatMap(table -> trouble.of(table).stream()).findFirst();
    return new Placement(zone, target, moves, waitingUntil, after, unprotected);
  }

  /** Where the traffic is while that is good, or where it comes back to; else the best place. */
  private Optional<Place> target() {
    List<Place> places = ladder.places();
    Optional<Place> incumbent = incumbent(places);
    if (incumbent.isEmpty()) {
      return places.stream().findFirst();
    }
    return places.stream()
        .filter(place -> place.rung().betterThan(incumbent.get().rung()) && comesBack(place))
        .findFirst()
        .or(() -> incumbent);
  }

  /**
   * A zone without tables has a place only for its address: at home, where it is if that is good.
   */
  private Optional<Place> spot() {
    return ladder.places().stream().filter(place -> place.rung() == Rung.ZONE_NODE).findFirst();
  }

  /** The best fit place that the zone's traffic uses already, its address before its tables. */
  private Optional<Place> incumbent(List<Place> places) {
    Comparator<Place> byUse =
        comparingLong((Place place) -> -tables.stream().filter(uses(place)).count());
    return places.stream()
        .filter(place -> tables.stream().anyMatch(uses(place)))
        .filter(place -> place.node().map(ladder::lit).orElse(true))
        .min(comparing(Place::rung).thenComparing(this::withoutAddress).thenComparing(byUse));
  }

  private static Predicate<Table> uses(Place place) {
    return table -> table.egress().equals(place.egress());
  }

  private boolean withoutAddress(Place place) {
    return !place.node().map(ladder::holdsAddress).orElse(false);
  }

  /** Whether traffic may come back to a place: proved for long and to stay, called, or told so. */
  private boolean comesBack(Place place) {
    if (place.node().isEmpty()) {
      return false;
    }
    Node node = place.node().get();
    boolean recalled = place.rung() == Rung.ZONE_NODE && fleet.recalled().contains(zone);
    boolean told =
        node.recorded().carries().contains(zone)
            && node.recorded()
                .time(Mark.CARRIES_SINCE)
                .filter(since -> fleet.observedAt().isBefore(since.plus(COMMITMENT)))
                .isPresent();
    boolean rested = !fleet.observedAt().isBefore(node.fitSince().plus(policy.holdDown()));
    return recalled || told || (rested && !node.endsBefore(fleet.observedAt().plus(WORTH_A_MOVE)));
  }

  private Stream<Move> moves(Place target) {
    return tables.stream()
        .filter(table -> !table.egress().equals(target.egress()))
        .flatMap(table -> move(table, target).stream());
  }

  private Optional<Move> move(Table table, Place target) {
    Optional<Place> now = ladder.placeOf(table.egress());
    Optional<String> why = trouble.of(table);
    if (why.isPresent()) {
      return why.map(reason -> new Move(table, target, forwards(now), reason));
    }
    if (now.isEmpty()) {
      return Optional.empty();
    }
    if (target.rung().betterThan(now.get().rung()) && comesBack(target)) {
      return Optional.of(new Move(table, target, true, "back to a better place"));
    }
    boolean splitFromAddress =
        now.get().rung() == target.rung()
            && fleet.addressOf(zone).isPresent()
            && target.node().flatMap(ladder::addressSlot).isPresent()
            && known(now.get());
    return splitFromAddress
        ? Optional.of(new Move(table, target, true, "the zone's address is there"))
        : Optional.empty();
  }

  private boolean forwards(Optional<Place> place) {
    return place
        .flatMap(Place::node)
        .filter(node -> fleet.health(node).forwards() && ladder.lit(node))
        .isPresent();
  }

  private boolean known(Place place) {
    return place.node().map(node -> fleet.health(node).fit()).orElse(true);
  }

  /**
   * Until when a planned move waits for its target to prepare; empty when it need not, or when
   * another invocation has begun the move: the zone's address has gone ahead.
   */
  private Stream<Instant> preparation(Move move) {
    boolean stateToHand = move.planned() && move.table().egress().kind() == Egress.Kind.NODE;
    return move.to().node().stream()
        .filter(node -> stateToHand && !node.handBuilt() && !node.answered().contains(zone))
        .filter(node -> !ladder.holdsAddress(node))
        .map(this::preparedAt)
        .filter(fleet.observedAt()::isBefore);
  }

  private Instant preparedAt(Node node) {
    Instant told =
        node.recorded().carries().contains(zone)
            ? node.recorded().time(Mark.CARRIES_SINCE).orElse(Instant.EPOCH)
            : fleet.observedAt();
    return told.plus(policy.preparation());
  }
}
