package natfailover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads whole numbers from the environment, and remembers what was wrong with them. */
public final class Numbers {
  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  /**
   * What is allowed.
   *
   * @param what they are, such as {@code seconds}
   */
  public record Range(String what, long least, long most) {
    /** The number that a text is; empty if it is none, or out of range. */
    public OptionalLong read(String text) {
      try {
        long number = Long.parseLong(text);
        return number >= least && number <= most ? OptionalLong.of(number) : OptionalLong.empty();
      } catch (NumberFormatException _) {
        return OptionalLong.empty();
      }
    }
  }

  Numbers(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The number of a name; the usual one where none is set, or a wrong one. */
  long read(String name, long usual, Range allowed) {
    String found = environment.getOrDefault(name, "").strip();
    if (found.isEmpty()) {
      return usual;
    }
    OptionalLong number = allowed.read(found);
    if (number.isPresent()) {
      return number.getAsLong();
    }
    faults.add(
        "%s is '%s', allowed are whole %s from %d to %d"
            .formatted(name, found, allowed.what(), allowed.least(), allowed.most()));
    return usual;
  }

  /** Each setting that is wrong, what was found and what is allowed. */
  List<String> faults() {
    return List.copyOf(faults);
  }
}
