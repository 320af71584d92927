package natfailover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import natfailover.plan.Evidence;

/** What AWS Health says about instances: maintenance, retirement, trouble. */
final class TriggerHealth {
  private static final Duration LAPSE = Duration.ofMinutes(60);
  private static final Pattern ENTITY = Pattern.compile("(?:.*[:/])?(i-[0-9a-f]+)");
  private static final Set<String> OVER = Set.of("RESOLVED", "UNIMPAIRED");

  private TriggerHealth() {}

  static List<Trigger> read(TriggerEvent event) {
    Fields detail = event.detail();
    String code = detail.text("eventTypeCode", "an AWS Health event type code");
    String service = detail.text("service", "an AWS service such as EC2");
    if (!service.equals("EC2")) {
      return event.ignored(code, "it is about " + BadEvent.shown(service) + ", not EC2");
    }
    if (detail.optionalText("statusCode").equals(Optional.of("closed"))) {
      return event.ignored(code, "the event is closed");
    }
    Optional<String> here = event.fields().optionalText("region");
    Optional<String> affected = detail.optionalText("eventRegion");
    if (here.isPresent() && affected.isPresent() && !here.equals(affected)) {
      // A backup copy, or an organization's view: no instance of ours.
      return event.ignored(code, "it is about the region " + BadEvent.shown(affected.get()));
    }
    Set<String> instances = instances(detail);
    if (instances.isEmpty()) {
      return event.ignored(code, "it names no instance that is still affected");
    }
    return triggers(event, code, instances);
  }

  private static List<Trigger> triggers(TriggerEvent event, String code, Set<String> instances) {
    boolean planned =
        event.detail().optionalText("eventTypeCategory").equals(Optional.of("scheduledChange"));
    List<Trigger> triggers = new ArrayList<>();
    for (String id : instances) {
      // Only a scheduled change announces an end; other news (a recovery, say) is a reason to look.
      triggers.addAll(
          planned
              ? event.lookAt(id, new Evidence.Leaving(id, event.at(), code, event.at().plus(LAPSE)))
              : event.lookAt(id));
    }
    return triggers;
  }

  private static Set<String> instances(Fields detail) {
    Set<String> instances = new LinkedHashSet<>();
    for (Fields entity : detail.objects("affectedEntities")) {
      if (entity.optionalText("status").filter(OVER::contains).isEmpty()) {
        entity.optionalText("entityValue").flatMap(TriggerHealth::id).ifPresent(instances::add);
      }
    }
    return instances;
  }

  /** The id from an ARN or from itself. */
  private static Optional<String> id(String entity) {
    Matcher matcher = ENTITY.matcher(entity);
    return matcher.matches()
        ? Optional.of(matcher.group(1)).filter(Fields::isInstanceId)
        : Optional.empty();
  }
}
