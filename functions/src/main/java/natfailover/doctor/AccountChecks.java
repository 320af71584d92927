package natfailover.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import natfailover.doctor.Picture.Trial;
import natfailover.doctor.Setup.Concurrency;

/** What the controller is permitted, and what the account lets it have. */
final class AccountChecks {
  /** The events of one failure come side by side, and several times. */
  private static final int BURST = 10;

  private final Picture picture;

  AccountChecks(Picture picture) {
    this.picture = picture;
  }

  List<Diagnosis> permissions() {
    return picture.trials().stream().flatMap(trial -> judge(trial).stream()).toList();
  }

  private static Optional<Diagnosis> judge(Trial trial) {
    return switch (trial.permission()) {
      case GRANTED -> Optional.empty();
      case DENIED ->
          Optional.of(
              ControllerComplaint.NOT_PERMITTED.of(
                  trial.resource(), trial.action(), trial.because()));
      case UNKNOWN ->
          Optional.of(
              ControllerComplaint.NOT_CHECKED.of(
                  Check.PERMISSIONS,
                  trial.resource().isEmpty()
                      ? trial.action()
                      : trial.action() + " for " + trial.resource(),
                  trial.because()));
    };
  }

  List<Diagnosis> elasticIpQuota() {
    return picture
        .mostAddresses()
        .judged(
            Check.ELASTIC_IP_QUOTA,
            most ->
                picture
                    .addresses()
                    .judged(
                        Check.ELASTIC_IP_QUOTA,
                        all ->
                            all.size() < most
                                ? List.of()
                                : List.of(
                                    FleetComplaint.ELASTIC_IPS_USED_UP.of("Elastic IPs", most))));
  }

  List<Diagnosis> concurrencyQuota() {
    return picture
        .setup()
        .concurrency()
        .judged(Check.CONCURRENCY_QUOTA, found -> judge(found).stream().toList());
  }

  /** Probers are functions too, one a zone; they are not part of what is reserved. */
  private Optional<Diagnosis> judge(Concurrency found) {
    int needed = found.reserved().isPresent() ? BURST : BURST + picture.fleet().ring().size();
    int left = found.reserved().orElse(found.unreserved());
    return Stream.of(left)
        .filter(count -> count < needed)
        .map(count -> ControllerComplaint.CONCURRENCY_LOW.of(picture.setup().name(), count, needed))
        .findFirst();
  }
}
