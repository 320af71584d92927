package natfailover.doctor;

import static java.util.stream.Collectors.toCollection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import natfailover.doctor.Picture.Place;
import natfailover.plan.Table;

/** Whether the subnets of probers and nodes are routed as these need it. */
final class PlaceChecks {
  private final Picture picture;

  PlaceChecks(Picture picture) {
    this.picture = picture;
  }

  List<Diagnosis> probers() {
    return picture
        .probers()
        .judged(
            Check.PROBER_SUBNETS,
            zones ->
                zones.entrySet().stream()
                    .flatMap(zone -> prober(zone.getKey(), zone.getValue()))
                    .toList());
  }

  /** One that cannot be seen leaves those of the other zones to be judged. */
  private Stream<Diagnosis> prober(String zone, Sight<List<Place>> sight) {
    return switch (sight) {
      case Sight.Seen<List<Place>>(List<Place> places) ->
          places.stream()
              .filter(place -> !tables(zone).contains(place.table()))
              .map(this::misplaced);
      case Sight.Unseen<List<Place>>(String because) ->
          Stream.of(FleetComplaint.PROBER_UNSEEN.of(zone, picture.fleet().name(), because));
    };
  }

  private Diagnosis misplaced(Place place) {
    return FleetComplaint.PROBER_MISPLACED.of(
        place.user(), place.subnet(), place.table(), String.join(", ", tables(place.user())));
  }

  /** Those of a zone, also one whose route leads to something foreign. */
  private Set<String> tables(String zone) {
    return picture.fleet().tables().stream()
        .filter(table -> table.zone().filter(zone::equals).isPresent())
        .map(Table::id)
        .collect(toCollection(TreeSet::new));
  }

  List<Diagnosis> nodes() {
    return picture
        .nodes()
        .judged(
            Check.PUBLIC_SUBNETS,
            places ->
                places.stream()
                    .filter(place -> place.way().filter(this::perhapsOut).isEmpty())
                    .map(PlaceChecks::closed)
                    .toList());
  }

  /**
   * Whether it may have an internet gateway behind it, as a firewall has. A NAT gateway knows no
   * public addresses but its own, and the fleet itself would send it round in a circle.
   */
  private boolean perhapsOut(String target) {
    return !target.startsWith("nat-")
        && picture.fleet().nodes().stream()
            .map(node -> node.attachment().networkInterface())
            .noneMatch(face -> face.filter(target::equals).isPresent());
  }

  private static Diagnosis closed(Place place) {
    Optional<String> way = place.way().map(target -> "to " + target);
    return FleetComplaint.PUBLIC_SUBNET_CLOSED.of(
        place.subnet(), place.user(), place.table(), way.orElse("nowhere"));
  }
}
