package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What CloudFormation does to a deployment when the answers to the template's questions change. */
final class Updates {
  /** What becomes of resources; a zone's are told without their zone. */
  enum Kind {
    UPDATED,
    REPLACED,
    CREATED,
    DELETED
  }

  private final Map<Kind, Set<String>> all = new TreeMap<>();

  private Updates() {}

  /** From one set of answers to another. */
  static Updates between(Map<String, String> before, Map<String, String> after) {
    Updates updates = new Updates();
    updates.compare("", Translated.TEMPLATE, before, after);
    return updates;
  }

  Set<String> of(Kind kind) {
    return all.getOrDefault(kind, Set.of());
  }

  private void note(Kind kind, String where, String id) {
    all.computeIfAbsent(kind, _ -> new TreeSet<>()).add(where + general(id));
  }

  /** Without the zone's number, and without what the translator makes of a version's contents. */
  private static String general(String id) {
    return id.replaceAll("(?<=s)[123]$", "").replaceAll("(?<=Version)[0-9a-f]{10}$", "");
  }

  private void compare(
      String where, Translated template, Map<String, String> before, Map<String, String> after) {
    Formation old = new Formation("nat", template.template(), before);
    Formation now = new Formation("nat", template.template(), after);
    Set<String> renewed = new HashSet<>();
    List<String> present = old.order();
    for (String id : now.order()) {
      if (!present.contains(id)) {
        note(Kind.CREATED, where, id);
      } else {
        change(where, id, new Side(old, Set.of()), new Side(now, renewed)).ifReplaced(renewed, id);
      }
    }
    present.stream()
        .filter(id -> !now.order().contains(id))
        .forEach(id -> note(Kind.DELETED, where, id));
  }

  /** A formation, and what in it is not what it was. */
  private record Side(Formation formation, Set<String> renewed) {
    JsonNode properties(String id) {
      return formation.properties(id, this::attribute);
    }

    private String attribute(String id, String name) {
      boolean changed = renewed.contains(id) || renewed.contains(id + "." + name);
      return "arn:%s.%s%s".formatted(id, name, changed ? "'" : "");
    }
  }

  /** What becomes of one resource. */
  private record Fate(boolean replaced, boolean version) {
    void ifReplaced(Set<String> renewed, String id) {
      if (replaced) {
        renewed.add(id);
      }
      if (version) {
        renewed.add(id + ".LatestVersionNumber");
      }
    }
  }

  private Fate change(String where, String id, Side old, Side now) {
    JsonNode before = old.properties(id);
    JsonNode after = now.properties(id);
    String type = now.formation().type(id);
    if (type.equals("AWS::CloudFormation::Stack")) {
      Translated nested = Translated.nested(before.required("TemplateURL").asText());
      String inside = nested == Translated.ZONE ? "zone: " : "fleet: ";
      compare(inside, nested, Formation.parameters(before), Formation.parameters(after));
      return new Fate(false, false);
    }
    boolean same =
        before.equals(after)
            && old.formation().own(id, "Metadata").equals(now.formation().own(id, "Metadata"));
    if (same) {
      return new Fate(false, false);
    }
    boolean replaced = Replacements.replaced(type, before, after);
    note(replaced ? Kind.REPLACED : Kind.UPDATED, where, id);
    return new Fate(replaced, type.equals("AWS::EC2::LaunchTemplate"));
  }

  /** A row of a table: what is updated in place, and what is replaced, created or deleted. */
  String row() {
    Map<Kind, Set<String>> rest = new LinkedHashMap<>(all);
    rest.remove(Kind.UPDATED);
    StringBuilder other = new StringBuilder();
    rest.forEach(
        (kind, names) ->
            other
                .append(other.isEmpty() ? "" : "; ")
                .append(kind.name().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(String.join(", ", names)));
    return String.join(", ", of(Kind.UPDATED)) + " | " + other;
  }
}
