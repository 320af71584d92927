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

  /** Deletes one. */
  default void delete(Made made, JsonNode properties) {}
}
