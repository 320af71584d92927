package natfailover;

/** Why a command is not carried out, for programs; docs/operations.md has causes and cures. */
enum ErrorCode {
  NOT_UNDERSTOOD("NotUnderstood"),
  UNKNOWN_FLEET("UnknownFleet"),
  UNKNOWN_ZONE("UnknownZone"),
  NO_CARRIER("NoCarrier"),
  NO_SECOND_PATH("NoSecondPath"),
  NO_FIT_NODE("NoFitNode"),
  NO_GROUP("NoGroup"),
  CANNOT_SEE("CannotSee");

  private final String word;

  ErrorCode(String word) {
    this.word = word;
  }

  /** As the answer has it. */
  String word() {
    return word;
  }
}
