package natfailover.lab.region;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads tags from requests; the prefix {@code aws:} is AWS's own. */
final class TagReader {
  private TagReader() {}

  /** Tags by resource type, from {@code TagSpecification.N}. */
  static Map<String, Map<String, String>> read(Parameters parameters) {
    Map<String, Map<String, String>> byType = new HashMap<>();
    for (Parameters specification : parameters.structures("TagSpecification")) {
      byType.put(specification.required("ResourceType"), tags(specification.structures("Tag")));
    }
    return byType;
  }

  static Map<String, String> read(Parameters parameters, Kind kind) {
    return read(parameters).getOrDefault(kind.type(), Map.of());
  }

  static Map<String, String> tags(List<Parameters> given) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Parameters tag : given) {
      tags.put(userKey(tag.required("Key")), tag.text("Value").orElse(""));
    }
    return tags;
  }

  static String userKey(String key) {
    if (key.startsWith("aws:")) {
      throw ApiError.invalid("Tag keys starting with 'aws:' are reserved for internal use");
    }
    return key;
  }
}
