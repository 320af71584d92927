package natfailover.lab.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import natfailover.lab.region.Request;
import natfailover.lab.region.Service;

/** Which groups are paused, by the tags that they were really given, and since when. */
final class Pauses {
  private record Pause(Instant since, Instant until) {}

  private final Map<String, Pause> pauses = new HashMap<>();

  /** A write has taken effect. */
  void wrote(Request write, Instant now) {
    if (write.service() != Service.AUTOSCALING) {
      return;
    }
    Map<String, String> parameters = write.parameters();
    for (int i = 1; parameters.containsKey("Tags.member." + i + ".Key"); i++) {
      String tag = "Tags.member." + i + ".";
      String group = parameters.getOrDefault(tag + "ResourceId", "");
      if (parameters.getOrDefault(tag + "Key", "").equals(Marks.PREFIX + "paused-until")) {
        if (write.action().equals("DeleteTags")) {
          pauses.remove(group);
        } else {
          Instant until = Instant.parse(parameters.getOrDefault(tag + "Value", ""));
          pauses.put(group, new Pause(now, until));
        }
      }
    }
  }

  /** Whether a group has been paused since before a moment, and still is. */
  boolean hold(String group, Instant before, Instant now) {
    Pause pause = pauses.get(group);
    return pause != null && pause.since().isBefore(before) && now.isBefore(pause.until());
  }
}
