package natfailover.aws;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** What on-boarding takes of the user's, and gives back: its tags say so. */
public sealed interface Belonging permits RoutedTable, OwnAddress {
  /** The fleet that it is part of. */
  String FLEET = Reads.FLEET;

  /** The zone that it serves, of a table where its subnets do not tell. */
  String ZONE = Reads.ZONE;

  /** A table's default route before on-boarding, an address's place; or {@code none}. */
  String RESTORE = Reads.RESTORE;

  /** Since when it is being handed back. */
  String LEAVING = Reads.LEAVING;

  /** The custom resource that on-boarded it. */
  String OWNER = Reads.OWNER;

  String id();

  Map<String, String> tags();

  /** The value of one of our tags; blank counts as none. */
  default Optional<String> tag(String key) {
    return Optional.ofNullable(tags().get(key)).filter(value -> !value.isBlank());
  }

  /** Since when it is being handed back; the beginning of time where the tag tells no time. */
  default Optional<Instant> leavingSince() {
    return tag(LEAVING).map(Belonging::time);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }
}
