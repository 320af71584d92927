package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import natfailover.lab.template.Formation;
import natfailover.lab.template.Replacements;
import natfailover.lab.template.Translated;
import org.jspecify.annotations.Nullable;

/**
 * A stack as CloudFormation carries a template out, one resource after the other: created in the
 * order of what they depend on, deleted in the reverse order. What an update replaces is created
 * anew first; the old one is deleted when all else is done. What fails is undone.
 */
public final class Stack {
  private record Resource(String type, Made made, JsonNode properties) {}

  private final String name;
  private final Translated template;
  private final Makers makers;
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private int generation;
  private Formation formation;

  public Stack(String name, Translated template, Makers makers) {
    this.name = name;
    this.template = template;
    this.makers = makers;
    this.formation = Formation.EMPTY;
  }

  /** Creates everything, and gives the outputs. */
  public Map<String, String> create(Map<String, String> parameters) {
    formation = new Formation(name, template.template(), parameters);
    try {
      formation.order().forEach(this::create);
    } catch (RuntimeException failed) {
      delete();
      throw failed;
    }
    return outputs();
  }

  private void create(String id) {
    JsonNode properties = formation.properties(id, this::attribute);
    String type = formation.type(id);
    String suffix = generation == 0 ? "" : "-" + generation;
    Made made = makers.of(type).create(name + "-" + id + suffix, properties);
    resources.put(id, new Resource(type, made, properties));
  }

  private String attribute(String id, String attribute) {
    Resource resource = resources.get(id);
    if (resource == null) {
      throw new IllegalStateException(name + " needs " + id + " before it is there");
    }
    return resource.made().value(attribute);
  }

  /** Changes what is not as the template wants it with these parameters, and gives the outputs. */
  public Map<String, String> update(Map<String, String> parameters) {
    generation++;
    Formation before = formation;
    Map<String, Resource> was = Map.copyOf(resources);
    formation = new Formation(name, template.template(), parameters);
    List<String> order = formation.order();
    List<Resource> old = new ArrayList<>();
    try {
      for (String id : order) {
        if (resources.containsKey(id)) {
          update(id, old);
        } else {
          create(id);
        }
      }
    } catch (RuntimeException failed) {
      order.forEach(id -> undo(id, was.get(id)));
      formation = before;
      throw failed;
    }
    for (String id : before.order().reversed()) {
      if (!order.contains(id)) {
        delete(before, id);
      }
    }
    old.reversed().forEach(each -> makers.of(each.type()).delete(each.made(), each.properties()));
    return outputs();
  }

  private void update(String id, List<Resource> old) {
    Resource resource = resources.get(id);
    JsonNode properties = formation.properties(id, this::attribute);
    if (resource == null || resource.properties().equals(properties)) {
      return;
    }
    if (Replacements.replaced(resource.type(), resource.properties(), properties)) {
      create(id);
      if (!formation.policy(id, "UpdateReplacePolicy").equals("Retain")) {
        old.add(resource);
      }
      return;
    }
    // Also one whose update fails is asked to be as it was.
    resources.put(id, new Resource(resource.type(), resource.made(), properties));
    Made made =
        makers.of(resource.type()).update(resource.made(), resource.properties(), properties);
    resources.put(id, new Resource(resource.type(), made, properties));
  }

  /** What has changed becomes as it was, and what is new is deleted. */
  private void undo(String id, @Nullable Resource was) {
    Resource now = resources.get(id);
    if (now == null || now.equals(was)) {
      return;
    }
    Maker maker = makers.of(now.type());
    if (was == null) {
      resources.remove(id);
      maker.delete(now.made(), now.properties());
      return;
    }
    resources.put(id, was);
    if (Replacements.replaced(now.type(), was.properties(), now.properties())) {
      maker.delete(now.made(), now.properties());
    } else {
      maker.update(now.made(), now.properties(), was.properties());
    }
  }

  /** Deletes everything but what is to be retained. */
  public void delete() {
    formation.order().reversed().forEach(id -> delete(formation, id));
  }

  private void delete(Formation from, String id) {
    Resource resource = resources.remove(id);
    if (resource != null && !from.policy(id, "DeletionPolicy").startsWith("Retain")) {
      makers.of(resource.type()).delete(resource.made(), resource.properties());
    }
  }

  /** What is there now, by its logical id. */
  public Map<String, Made> made() {
    Map<String, Made> made = new LinkedHashMap<>();
    resources.forEach((id, resource) -> made.put(id, resource.made()));
    return made;
  }

  private Map<String, String> outputs() {
    return formation.outputs(this::attribute);
  }
}
