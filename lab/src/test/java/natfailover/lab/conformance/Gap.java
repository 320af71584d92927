package natfailover.lab.conformance;

import java.util.regex.Pattern;

/**
 * A known difference, asserted to be still there. All patterns match wholes.
 *
 * @param ground why ours is not made the same
 * @param step the steps where it shows
 * @param field the fields that differ
 * @param answers what ours and moto answer there, as {@code ours > moto}; see {@link Difference}
 * @param sentence what moto does, and what AWS does
 */
record Gap(Ground ground, Pattern step, Pattern field, Pattern answers, String sentence) {
  /** Why a difference is left. */
  enum Ground {
    /** AWS's documentation says what ours does. */
    AWS_DOCUMENTS_OURS,
    /** AWS's documentation says neither. */
    AWS_DOCUMENTS_NEITHER,
    /** Ours leaves out what nothing in the lab asks for. */
    NOT_MODELLED,
    /** AWS answers differently from account to account. */
    BOTH_RIGHT;

    /** Such a difference, in what an answer has. */
    Gap of(String step, String field, String answers, String sentence) {
      return new Gap(
          this, Pattern.compile(step), Pattern.compile(field), Pattern.compile(answers), sentence);
    }

    /** Such a difference, in whether or how a call is refused. */
    Gap refusal(String step, String answers, String sentence) {
      return of(step, Difference.ERROR, answers, sentence);
    }
  }

  boolean explains(Difference difference) {
    return step.matcher(difference.step()).matches()
        && field.matcher(difference.field()).matches()
        && answers.matcher(difference.answers()).matches();
  }
}
