package natfailover.lab.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What came of lost zones, as text and as JSON. */
final class ZoneLossReport {
  private ZoneLossReport() {}

  static String text(List<ZoneLoss.Result> results) {
    return results.stream().map(ZoneLossReport::text).collect(Collectors.joining("\n"));
  }

  private static String text(ZoneLoss.Result result) {
    return ("%d fleets, %s: %d tables in %.1f s, %.2f times the %.1f s of the bucket; %d left;"
            + " %d invocations, %d calls refused, %s")
        .formatted(
            result.fleets(),
            result.told().words(),
            result.tables(),
            seconds(result.took()),
            result.ratio(),
            seconds(result.floor()),
            result.left(),
            result.invocations(),
            result.throttled(),
            result.calls());
  }

  static String json(List<ZoneLoss.Result> results) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("pass", results.stream().allMatch(ZoneLoss.Result::pass));
    ArrayNode losses = json.putArray("zoneLost");
    for (ZoneLoss.Result result : results) {
      ObjectNode each =
          losses
              .addObject()
              .put("told", result.told().name())
              .put("fleets", result.fleets())
              .put("tables", result.tables())
              .put("millis", result.took().toMillis())
              .put("floorMillis", result.floor().toMillis())
              .put("left", result.left())
              .put("invocations", result.invocations())
              .put("throttled", result.throttled());
      ObjectNode calls = each.putObject("calls");
      result.calls().forEach(calls::put);
    }
    return json.toString();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
