package natfailover.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call's parameters. */
public record FakeQuery(Map<String, String> form) {
  public String action() {
    return text("Action");
  }

  public String text(String name) {
    return String.valueOf(form.get(name));
  }

  public boolean has(String name) {
    return form.containsKey(name);
  }

  List<String> list(String name) {
    List<String> all = new ArrayList<>();
    for (int at = 1; form.containsKey(name + "." + at); at++) {
      all.add(text(name + "." + at));
    }
    return all;
  }

  /** The tags in it. */
  Map<String, String> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String prefix : List.of("Tag.", "Tags.member.")) {
      for (int at = 1; has(prefix + at + ".Key"); at++) {
        pairs.put(
            text(prefix + at + ".Key"),
            Optional.ofNullable(form.get(prefix + at + ".Value")).orElse(""));
      }
    }
    return pairs;
  }

  /** Whether it only asks what would become of it. */
  boolean isTrial() {
    return text("DryRun").equals("true");
  }

  boolean ofAutoScaling() {
    return text("Version").startsWith("2011");
  }
}
