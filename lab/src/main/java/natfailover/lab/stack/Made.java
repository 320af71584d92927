package natfailover.lab.stack;

import java.util.Map;

/**
 * What a resource has become.
 *
 * @param ref what a reference to it is
 * @param attributes its other attributes by name
 */
public record Made(String ref, Map<String, String> attributes) {
  /** A reference, or an attribute. */
  String value(String name) {
    if (name.equals("Ref")) {
      return ref;
    }
    String value = attributes.get(name);
    return value == null ? ref + "." + name : value;
  }
}
