package natfailover.onboarding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import natfailover.aws.Json;

/**
 * What the check has admitted last, and before that, is in its physical id, which the resource that
 * on-boards has as a property. When an update fails, CloudFormation asks for what was there before:
 * for the last, if it was the check that refused, else for the one before. To refuse that, since
 * some table has gone in the meantime, would leave the stack stuck between the two.
 *
 * <p>Where the check itself is asked for the one before, nobody can tell whether what it goes back
 * from was ever deployed: that is kept with a mark, and whoever asks the check for it is judged,
 * but for its subnets.
 */
final class Admitted {
  /** The property by which the resource that on-boards knows the check. */
  static final String PROPERTY = "Checked";

  /** What the check and the resource that on-boards do not have in common. */
  private static final Set<String> OWN = Set.of(Precheck.PROPERTY, PROPERTY);

  private static final String MARK = "/admitted/";
  private static final int DIGITS = 16;

  /** Stands before what was gone back from. */
  private static final String LEFT = "~";

  private Admitted() {}

  /** Whether just this was admitted last; nobody asks for that again but to go back. */
  static boolean last(Event event) {
    return earlier(event).indexOf(digest(event.properties())) == 0;
  }

  /** Whether just this was admitted last or before: to go back, or to return to it. */
  static boolean before(Event event) {
    return earlier(event).contains(digest(event.properties())) || left(event);
  }

  /** Whether just this was admitted, and then gone back from: perhaps it was never deployed. */
  static boolean left(Event event) {
    return earlier(event).contains(LEFT + digest(event.properties()));
  }

  /** What CloudFormation knows the check by once it has admitted what the event asks for. */
  static String id(String resource, Event event) {
    String now = digest(event.properties());
    List<String> earlier = earlier(event);
    String left = earlier.contains(now) ? LEFT : "";
    Stream<String> before = earlier.stream().limit(1).map(last -> left + last);
    List<String> all = Stream.concat(Stream.of(now), before).toList();
    return resource + MARK + String.join("/", last(event) ? earlier : all);
  }

  /** The resource that on-boards is asked for the new only when the check has admitted that. */
  private static List<String> earlier(Event event) {
    String known =
        Precheck.asked(event)
            ? event.physicalResourceId().orElse("")
            : Objects.toString(event.oldProperties().get(PROPERTY), "");
    int mark = known.indexOf(MARK);
    return mark < 0 ? List.of() : List.of(known.substring(mark + MARK.length()).split("/", -1));
  }

  private static String digest(Map<?, ?> properties) {
    Map<String, Object> sorted = new TreeMap<>();
    properties.forEach((name, value) -> sorted.put(String.valueOf(name), Objects.toString(value)));
    sorted.keySet().removeIf(name -> name.startsWith("Service") || OWN.contains(name));
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Json.write(sorted).getBytes(UTF_8));
      return HexFormat.of().formatHex(sum).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
