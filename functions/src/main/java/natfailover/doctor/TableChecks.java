package natfailover.doctor;

import java.util.List;
import java.util.stream.Stream;
import natfailover.doctor.Picture.Claim;
import natfailover.plan.Table;

/** Route tables that nobody points, and those that two fleets would. */
final class TableChecks {
  private final Picture picture;
  private final String fleet;

  TableChecks(Picture picture) {
    this.picture = picture;
    this.fleet = picture.fleet().name();
  }

  List<Diagnosis> zones() {
    return picture.fleet().tables().stream()
        .filter(table -> table.zone().isEmpty() && !table.leaving())
        .map(Table::id)
        .sorted()
        .map(FleetComplaint.TABLE_WITHOUT_ZONE::of)
        .toList();
  }

  List<Diagnosis> claims() {
    return picture
        .claims()
        .judged(
            Check.TABLE_CLAIMS,
            claims ->
                Stream.concat(
                        claims.stream().filter(this::contested).map(TableChecks::claimedTwice),
                        usedTwice(claims))
                    .toList());
  }

  private boolean contested(Claim claim) {
    boolean twice =
        !claim.fleet().isEmpty()
            && !claim.targetFleet().isEmpty()
            && !claim.fleet().equals(claim.targetFleet());
    return twice && (claim.fleet().equals(fleet) || claim.targetFleet().equals(fleet));
  }

  private static Diagnosis claimedTwice(Claim claim) {
    return FleetComplaint.TABLE_CLAIMED_TWICE.of(
        claim.table(), claim.fleet(), claim.target(), claim.targetFleet());
  }

  private Stream<Diagnosis> usedTwice(List<Claim> claims) {
    List<String> networks =
        claims.stream()
            .filter(claim -> claim.fleet().equals(fleet))
            .map(Claim::vpc)
            .distinct()
            .sorted()
            .toList();
    return networks.size() > 1
        ? Stream.of(FleetComplaint.NAME_USED_TWICE.of(fleet, String.join(" and ", networks)))
        : Stream.empty();
  }
}
