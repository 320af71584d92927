package natfailover.lab.conformance;

/** A field of an answer that is not the same in both. */
record Difference(String step, String field, String region, String moto) {
  /** The field of a refusal. */
  static final String ERROR = "/error";

  /** What stands for a field that an answer does not have. */
  static final String ABSENT = "absent";

  /** What stands for the error of a call that was not refused. */
  static final String ACCEPTED = "accepted";

  String answers() {
    return region + " > " + moto;
  }

  @Override
  public String toString() {
    return "%s | %s | %s".formatted(step, field, answers());
  }
}
