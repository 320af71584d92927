package natfailover.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists and texts as the XML of AWS's Query protocol; null is left out. */
final class Xml {
  private final String listItem;
  private final StringBuilder text = new StringBuilder();

  private Xml(String listItem) {
    this.listItem = listItem;
  }

  /** An element; list entries are named {@code item} by EC2 and {@code member} by Auto Scaling. */
  static String write(String name, Object value, String listItem) {
    Xml xml = new Xml(listItem);
    xml.element(name, value);
    return xml.text.toString();
  }

  /** Names and values in turn. */
  static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      object.put(String.valueOf(namesAndValues[at]), namesAndValues[at + 1]);
    }
    return object;
  }

  private void element(String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    text.append('<').append(name).append('>');
    switch (value) {
      case Map<?, ?> map -> map.forEach((key, inner) -> element(String.valueOf(key), inner));
      case List<?> list -> list.forEach(inner -> element(listItem, inner));
      default -> text.append(value.toString().replace("&", "&amp;").replace("<", "&lt;"));
    }
    text.append("</").append(name).append('>');
  }
}
