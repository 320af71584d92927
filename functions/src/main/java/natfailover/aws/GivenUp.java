package natfailover.aws;

import natfailover.aws.Failure.Meaning;

/** How a call ends that AWS has not answered. */
final class GivenUp {
  static final Failure NO_TIME_LEFT =
      new Failure(
          "NoTimeLeft",
          "not tried, since this invocation ends before the call's turn comes; the next one takes"
              + " it up",
          Meaning.FINAL);

  static final Failure NO_ANSWER =
      new Failure(
          "NoAnswer",
          "AWS had not answered when this invocation had to end, so it may or may not have been"
              + " done; the next one looks again",
          Meaning.FINAL);

  static final Failure TOO_LATE =
      new Failure("TooLate", "no answer in the time that it is waited for", Meaning.FINAL);

  private GivenUp() {}
}
