package natfailover.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;

/** Makes the resources of one type. */
public interface Maker {
  /**
   * Makes one.
   *
   * @param name of the stack and the resource in it, unlike any other
   */
  Made create(String name, JsonNode properties);

  /** Changes one without replacing it. */
  default Made update(Made made, JsonNode before, JsonNode after) {
    return made;
  }

  /** Undoes a change, which may have failed half-way. */
  default void restore(Made made, JsonNode changed, JsonNode before) {
    Made _ = update(made, changed, before);
  }

  /** An update is over: deletes what it has left in one. */
  default void clean(Made made) {}

  /** Deletes one. */
  default void delete(Made made, JsonNode properties) {}
}
