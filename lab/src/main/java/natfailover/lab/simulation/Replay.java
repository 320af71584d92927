package natfailover.lab.simulation;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which life is to be lived again.
 *
 * @param hours for how long; where it was broken is reached whatever this is
 */
record Replay(long seed, OptionalInt hours) {
  /** Of a life that a rule ended, as far as that. */
  static Replay of(Verdict verdict) {
    long begun = verdict.lived().plus(Duration.ofHours(1)).toHours();
    return new Replay(verdict.seed(), OptionalInt.of((int) begun));
  }

  @Override
  public String toString() {
    return hours.isPresent() ? seed + "/" + hours.getAsInt() : Long.toString(seed);
  }

  /** Reads what {@link Replay#toString} writes. */
  static final class Reader implements ITypeConverter<Replay> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:/([1-9]\\d{0,6}))?");

    @Override
    public Replay convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'%s' is neither a seed nor a seed and hours, such as 109 or 109/12".formatted(text));
      }
      String most = form.group(2);
      return new Replay(
          Long.parseLong(form.group(1)),
          most == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(most)));
    }
  }
}
