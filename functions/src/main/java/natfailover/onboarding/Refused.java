package natfailover.onboarding;

import java.util.List;

/** A request is not carried out, or not to its end. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /**
   * Refuses.
   *
   * @param change how far it has come, a sentence without its full stop
   * @param faults every one that is known
   */
  Refused(String change, List<Fault> faults) {
    super(change);
    this.faults = List.copyOf(faults);
  }

  /** A refusal before anything was done. */
  static Refused beforeAnyChange(List<Fault> faults) {
    return new Refused("Nothing was changed", faults);
  }

  String change() {
    return String.valueOf(getMessage());
  }

  List<Fault> faults() {
    return faults;
  }
}
