package natfailover.onboarding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import natfailover.aws.Json;
import org.jspecify.annotations.Nullable;

/**
 * What CloudFormation sends.
 *
 * @param type as it was sent
 * @param responseUrl where the answer goes; whoever knows it can answer, so it is never logged
 * @param physicalResourceId absent when the resource is to be created
 */
record Event(
    String type,
    String responseUrl,
    String stackId,
    String requestId,
    String logicalResourceId,
    Optional<String> physicalResourceId,
    Map<?, ?> properties,
    Map<?, ?> oldProperties) {
  private static final int LONGEST_TAG = 256;

  /** What is to be done with the resource. */
  enum Type {
    CREATE,
    UPDATE,
    DELETE
  }

  /** Nobody can be answered, since the event does not say where. */
  static final class Unanswerable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswerable(String message) {
      super(message);
    }
  }

  /**
   * Reads an event; of all but the address of the answer, what is missing is left empty, so that
   * the answer can say so.
   */
  static Event read(String json) {
    if (!(parsed(json) instanceof Map<?, ?> event)) {
      throw new Unanswerable(
          "the event is no JSON object, so there is nobody to answer: invoke this function by"
              + " CloudFormation only");
    }
    String url = text(event, "ResponseURL");
    if (url.isBlank()) {
      throw new Unanswerable(
          "the event has no ResponseURL, so there is nobody to answer: invoke this function by"
              + " CloudFormation only");
    }
    return new Event(
        text(event, "RequestType"),
        url,
        text(event, "StackId"),
        text(event, "RequestId"),
        text(event, "LogicalResourceId"),
        Optional.of(text(event, "PhysicalResourceId")).filter(id -> !id.isBlank()),
        object(event, "ResourceProperties"),
        object(event, "OldResourceProperties"));
  }

  private static @Nullable Object parsed(String json) {
    try {
      return Json.parse(json);
    } catch (Json.NotJson _) {
      return null;
    }
  }

  private static String text(Map<?, ?> event, String name) {
    return event.get(name) instanceof String text ? text : "";
  }

  private static Map<?, ?> object(Map<?, ?> event, String name) {
    return event.get(name) instanceof Map<?, ?> object ? object : Map.of();
  }

  Optional<Type> known() {
    return Arrays.stream(Type.values())
        .filter(each -> each.name().equals(type.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  /**
   * Who on-boards, as a tag has it: stack, its unique id, and the resource's name in the template.
   */
  String owner() {
    String owner = stack() + logicalResourceId;
    return owner.length() <= LONGEST_TAG ? owner : owner.substring(0, LONGEST_TAG);
  }

  /** What all owners of this stack begin with. */
  String stack() {
    return stackId.substring(stackId.indexOf('/') + 1) + "/";
  }

  /**
   * Whether a stack is this one or one that it nests: such a one is named after it and came later.
   * CloudFormation's ids carry their time; of one that does not, nothing is said.
   *
   * @param id as the tag has it that CloudFormation puts on what it makes
   */
  boolean nests(String id) {
    String[] own = stack().split("/", -1);
    String[] other = id.substring(id.indexOf('/') + 1).split("/", -1);
    if (own.length < 2 || other.length < 2) {
      return false;
    }
    boolean same = own[0].equals(other[0]) && own[1].equals(other[1]);
    return same
        || (other[0].startsWith(own[0] + "-")
            && born(own[1]) > 0
            && born(other[1]) >= born(own[1]));
  }

  /** A time-based id's ticks, or 0. */
  private static long born(String id) {
    try {
      UUID parsed = UUID.fromString(id);
      return parsed.version() == 1 ? parsed.timestamp() : 0;
    } catch (IllegalArgumentException _) {
      return 0;
    }
  }
}
