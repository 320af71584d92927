package natfailover;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When an event says it happened, in any of the forms AWS writes; now where it cannot be so. */
final class TriggerTime {
  // EventBridge tries for a day and Lambda's queue for six hours: what is older was typed by hand
  // or copied from a page of documentation, and its time tells nothing.
  private static final Duration OLDEST = Duration.ofHours(30);
  private static final BigDecimal LAST_AS_SECONDS = BigDecimal.valueOf(99_999_999_999L);
  private static final BigDecimal LAST_AS_MILLIS = BigDecimal.valueOf(99_999_999_999_999L);
  private static final Pattern BARE_OFFSET = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");
  private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]+, *");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");

  private TriggerTime() {}

  /** Never later than now. */
  static Instant read(@Nullable Object value, Instant now) {
    return parse(value).filter(at -> !at.isAfter(now) && at.isAfter(now.minus(OLDEST))).orElse(now);
  }

  private static Optional<Instant> parse(@Nullable Object value) {
    return switch (value) {
      case Long epoch -> epoch(BigDecimal.valueOf(epoch));
      case BigDecimal epoch -> epoch(epoch);
      case String text when DIGITS.matcher(text).matches() -> epoch(new BigDecimal(text));
      case String text -> iso(text).or(() -> mail(text));
      case null, default -> Optional.empty();
    };
  }

  /** Seconds or milliseconds since 1970, told apart by their size. */
  private static Optional<Instant> epoch(BigDecimal count) {
    if (count.signum() < 0 || count.compareTo(LAST_AS_MILLIS) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        count.compareTo(LAST_AS_SECONDS) <= 0
            ? Instant.ofEpochSecond(count.longValue())
            : Instant.ofEpochMilli(count.longValue()));
  }

  private static Optional<Instant> iso(String text) {
    try {
      return Optional.of(Instant.parse(BARE_OFFSET.matcher(text).replaceFirst("$1:$2")));
    } catch (DateTimeException notIso) {
      return Optional.empty();
    }
  }

  /** RFC 1123 less the weekday, which AWS's own samples have wrong. */
  private static Optional<Instant> mail(String text) {
    try {
      String date = WEEKDAY.matcher(text).replaceFirst("");
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException notMail) {
      return Optional.empty();
    }
  }
}
