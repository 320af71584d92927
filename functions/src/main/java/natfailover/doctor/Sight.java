package natfailover.doctor;

import java.util.List;
import java.util.function.Function;

/** What was asked of AWS: seeing nothing is not seeing none. */
public sealed interface Sight<T> {
  /** AWS has answered. */
  record Seen<T>(T value) implements Sight<T> {}

  /** AWS has not answered, or was not asked. */
  record Unseen<T>(String because) implements Sight<T> {}

  /** What a check makes of it; that the check could not be made, where nothing was seen. */
  default List<Diagnosis> judged(Check check, Function<T, List<Diagnosis>> judge) {
    return switch (this) {
      case Seen<T>(T value) -> judge.apply(value);
      case Unseen<T>(String because) ->
          List.of(ControllerComplaint.NOT_CHECKED.of(check, check.word(), because));
    };
  }
}
