package natfailover.lab.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import natfailover.lab.region.Access;
import natfailover.lab.region.Access.Subject;
import org.junit.jupiter.params.provider.Arguments;

/** What a role may try, and what it is to be answered. */
final class Attempts {
  static final String HERE = "arn:aws:ec2:ap-northeast-1:123456789012:";
  private static final String FLEET = "aws:ResourceTag/nat-failover:fleet";

  private Attempts() {}

  static Subject event(String source, String type) {
    return new Subject(
        "arn:aws:events:ap-northeast-1:123456789012:event-bus/default",
        Map.of("events:source", List.of(source), "events:detail-type", List.of(type)));
  }

  static Subject on(String resource, Map<String, String> context) {
    Map<String, List<String>> keys = new HashMap<>();
    context.forEach((key, value) -> keys.put(key, List.of(value)));
    return new Subject(HERE + resource, keys);
  }

  /** A tag is set on a resource that is of a fleet already, or of none. */
  static Subject tagged(String resource, String fleet, String key, String value) {
    Map<String, String> context = new HashMap<>();
    if (!fleet.isEmpty()) {
      context.put(FLEET, fleet);
    }
    context.put("aws:RequestTag/" + key, value);
    context.put("aws:TagKeys", key);
    return on(resource, context);
  }

  static Subject in(String vpc, Subject subject) {
    Map<String, List<String>> context = new HashMap<>(subject.context());
    context.put("ec2:Vpc", List.of(HERE + "vpc/" + vpc));
    return new Subject(subject.arn(), context);
  }

  static Arguments may(String role, String action, Subject subject, String what) {
    return Arguments.of(role, new Access(role, action, List.of(subject)), true, what);
  }

  static Arguments not(String role, String action, Subject subject, String what) {
    return Arguments.of(role, new Access(role, action, List.of(subject)), false, what);
  }
}
