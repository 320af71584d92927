package natfailover.lab.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import natfailover.lab.region.Tree;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills an answer of the SDK from the region's, as its own unmarshaller does from the XML. */
final class SdkAnswer {
  private SdkAnswer() {}

  static Object fill(SdkPojo builder, Tree tree) {
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
