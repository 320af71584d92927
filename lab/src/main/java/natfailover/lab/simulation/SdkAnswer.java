package natfailover.lab.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import natfailover.lab.region.Tree;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Answers of the SDK, filled from the region's as its own unmarshaller does from the XML; the same
 * answer of the region need not be filled twice.
 */
final class SdkAnswer {
  private static final int MOST = 200;

  private final IdentityHashMap<Tree, Object> known = new IdentityHashMap<>();

  /**
   * The answer as the SDK has it.
   *
   * @param kind one of its answers
   */
  Object of(Class<?> kind, Tree tree) {
    if (known.size() >= MOST) {
      known.clear();
    }
    return known.computeIfAbsent(tree, _ -> fill(builder(kind), tree));
  }

  private static SdkPojo builder(Class<?> kind) {
    try {
      return (SdkPojo) kind.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(kind + " is no answer of the SDK", e);
    }
  }

  private static Object fill(SdkPojo builder, Tree tree) {
    for (SdkField<?> field : builder.sdkFields()) {
      Object found = tree.fields().get(field.unmarshallLocationName());
      if (found != null) {
        field.set(builder, value(field, found));
      }
    }
    return ((Buildable) builder).build();
  }

  private static @Nullable Object value(SdkField<?> field, Object found) {
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.LIST)) {
      return list(field.getTrait(ListTrait.class), found);
    }
    return found instanceof Tree tree
        ? fill(field.constructor().get(), tree)
        : scalar(type, found.toString());
  }

  private static List<@Nullable Object> list(ListTrait trait, Object found) {
    List<@Nullable Object> items = new ArrayList<>();
    if (found instanceof List<?> all) {
      all.forEach(item -> items.add(value(trait.memberFieldInfo(), item)));
    }
    return items;
  }

  private static Object scalar(MarshallingType<?> type, String text) {
    if (type.equals(MarshallingType.BOOLEAN)) {
      return Boolean.valueOf(text);
    }
    if (type.equals(MarshallingType.INTEGER)) {
      return Integer.valueOf(text);
    }
    if (type.equals(MarshallingType.LONG)) {
      return Long.valueOf(text);
    }
    if (type.equals(MarshallingType.INSTANT)) {
      return Instant.parse(text);
    }
    if (type.equals(MarshallingType.STRING)) {
      return text;
    }
    throw new IllegalArgumentException("no simulated answer has a " + type + ": " + text);
  }
}
