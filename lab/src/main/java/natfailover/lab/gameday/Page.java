package natfailover.lab.gameday;

import java.util.List;
import java.util.Map;

/** All results as one page that needs nothing but itself. */
final class Page {
  private Page() {}

  static String of(List<NetworkResult> results, Map<String, Object> settings) {
    return results + "" + settings;
  }
}
