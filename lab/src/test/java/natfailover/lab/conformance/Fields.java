package natfailover.lab.conformance;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The fields of an answer as texts that mean the same at every endpoint: ids and public addresses
 * by name, or by kind where they have none; no times; lists in an order of their own.
 */
final class Fields {
  private static final Pattern ID = Pattern.compile("\\b([a-z]+(?:-attach)?)-[0-9a-f]{8,17}\\b");
  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d[T ][0-9:.]+( ?GMT| ?UTC|Z)?");
  private static final Pattern PUBLIC =
      Pattern.compile("\\b(?!(10|0|127)\\.)\\d{1,3}(\\.\\d{1,3}){3}\\b(?!/)");

  private final List<Map.Entry<String, String>> names;

  Fields(Map<String, String> names) {
    // A name that has another's id in it goes first.
    this.names =
        names.entrySet().stream()
            .sorted(Comparator.comparingInt(name -> -name.getKey().length()))
            .toList();
  }

  SortedMap<String, String> of(Object answer) {
    SortedMap<String, String> fields = new TreeMap<>();
    add(fields, "", answer);
    return fields;
  }

  private void add(Map<String, String> fields, String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Instant _, Duration _ -> {}
      case Optional<?> optional -> add(fields, path, optional.orElse(null));
      case SdkPojo pojo ->
          pojo.sdkFields()
              .forEach(
                  field ->
                      add(fields, path + "/" + field.memberName(), field.getValueOrDefault(pojo)));
      case Map<?, ?> map ->
          map.forEach((key, each) -> add(fields, path + "/" + text(key.toString()), each));
      case Collection<?> collection -> addAll(fields, path, collection);
      case Record record -> addRecord(fields, path, record);
      default -> fields.put(path, text(value.toString()));
    }
  }

  private void addAll(Map<String, String> fields, String path, Collection<?> values) {
    List<SortedMap<String, String>> items = new ArrayList<>();
    for (Object value : values) {
      items.add(of(value));
    }
    items.sort(Comparator.comparing(Object::toString));
    for (int i = 0; i < items.size(); i++) {
      String item = path + "[" + i + "]";
      items.get(i).forEach((field, text) -> fields.put(item + field, text));
    }
  }

  private void addRecord(Map<String, String> fields, String path, Record value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        add(fields, path + "/" + component.getName(), component.getAccessor().invoke(value));
      } catch (ReflectiveOperationException failed) {
        throw new LinkageError("cannot read " + component + " of " + value, failed);
      }
    }
  }

  private String text(String value) {
    String text = value;
    for (Map.Entry<String, String> name : names) {
      text = text.replace(name.getKey(), name.getValue());
    }
    text = TIME.matcher(text).replaceAll("<time>");
    text = UUID.matcher(text).replaceAll("<uuid>");
    text = ID.matcher(text).replaceAll("<$1>");
    return PUBLIC.matcher(text).replaceAll("<public address>");
  }
}
