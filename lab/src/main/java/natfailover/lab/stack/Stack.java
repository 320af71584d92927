package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import natfailover.lab.template.Formation;
import natfailover.lab.template.Replacements;
import natfailover.lab.template.Translated;

/**
 * A stack as CloudFormation carries a template out, one resource after the other: created in the
 * order of what they depend on, deleted in the reverse order. What an update replaces is created
 * anew first; the old one is deleted when all else is done, in nested stacks too. What fails is
 * undone.
 */
public final class Stack {
  private record Resource(String type, Made made, JsonNode properties) {}

  private final String name;
  private final Translated template;
  private final Makers makers;
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final List<Resource> abandoned = new ArrayList<>();
  private Map<String, Resource> found = Map.of();
  private int generation;
  private Formation formation = Formation.EMPTY;
  private Formation before = Formation.EMPTY;

  public Stack(String name, Translated template, Makers makers) {
    this.name = name;
    this.template = template;
    this.makers = makers;
  }

  /** Creates everything, and gives the outputs. */
  public Map<String, String> create(Map<String, String> parameters) {
    makers.born(name);
    formation = new Formation(name, template.template(), parameters);
    try {
      formation.order().forEach(this::create);
    } catch (RuntimeException failed) {
      // Not what is retained except on creation.
      delete("Retain");
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

  /**
   * Changes what is not as the template wants it with these parameters, and gives the outputs. An
   * update that fails is undone, and it says why.
   */
  public Map<String, String> update(Map<String, String> parameters) {
    try {
      Map<String, String> outputs = change(parameters);
      clean();
      return outputs;
    } catch (RuntimeException failed) {
      restore();
      clean();
      throw failed;
    }
  }

  /** An update, up to the point where all that is no longer needed goes. */
  Map<String, String> change(Map<String, String> parameters) {
    generation++;
    before = formation;
    found = new LinkedHashMap<>(resources);
    formation = new Formation(name, template.template(), parameters);
    StackFailed.unlessNone(formation.retyped(before));
    for (String id : formation.order()) {
      if (resources.containsKey(id)) {
        update(id);
      } else {
        create(id);
      }
    }
    for (String id : before.order()) {
      Resource resource = resources.get(id);
      if (resource != null && !formation.order().contains(id)) {
        resources.remove(id);
        abandon(before, id, "DeletionPolicy", resource);
      }
    }
    return outputs();
  }

  private void update(String id) {
    Resource resource = resources.get(id);
    JsonNode properties = formation.properties(id, this::attribute);
    if (resource == null || resource.properties().equals(properties)) {
      return;
    }
    if (Replacements.replaced(resource.type(), resource.properties(), properties)) {
      create(id);
      abandon(formation, id, "UpdateReplacePolicy", resource);
      return;
    }
    // Tried, so that it is changed back should it fail.
    resources.put(id, new Resource(resource.type(), resource.made(), properties));
    Made made =
        makers.of(resource.type()).update(resource.made(), resource.properties(), properties);
    resources.put(id, new Resource(resource.type(), made, properties));
    if (!made.ref().equals(resource.made().ref())) {
      abandon(formation, id, "UpdateReplacePolicy", resource);
    }
  }

  private void abandon(Formation by, String id, String policy, Resource resource) {
    if (!by.policy(id, policy).startsWith("Retain")) {
      abandoned.add(resource);
    }
  }

  /** An update is undone, up to the point where all that it created goes. */
  void restore() {
    abandoned.clear();
    for (String id : before.order()) {
      Resource old = found.get(id);
      Resource now = resources.get(id);
      if (old == null || old.equals(now)) {
        continue;
      }
      if (now != null && now.made().ref().equals(old.made().ref())) {
        makers.of(old.type()).restore(now.made(), now.properties(), old.properties());
      } else {
        Optional.ofNullable(now).ifPresent(abandoned::add);
      }
      resources.put(id, old);
    }
    for (String id : List.copyOf(resources.keySet())) {
      if (!found.containsKey(id)) {
        Optional.ofNullable(resources.remove(id)).ifPresent(abandoned::add);
      }
    }
    formation = before;
  }

  /** What is no longer needed goes, once all nested stacks are updated, or restored. */
  void clean() {
    List<Resource> present = new ArrayList<>(resources.values());
    present.reversed().forEach(each -> makers.of(each.type()).clean(each.made()));
    abandoned
        .reversed()
        .forEach(each -> makers.of(each.type()).delete(each.made(), each.properties()));
    abandoned.clear();
  }

  /** Deletes everything but what is to be retained. */
  public void delete() {
    delete("Retain.*");
  }

  private void delete(String retained) {
    for (String id : formation.order().reversed()) {
      Resource resource = resources.remove(id);
      if (resource != null && !formation.policy(id, "DeletionPolicy").matches(retained)) {
        makers.of(resource.type()).delete(resource.made(), resource.properties());
      }
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
