package natfailover.lab.stack;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import natfailover.lab.region.RegionSettings;

/** The makers by type of resource; what the region has nothing of is only given a name. */
public final class Makers {
  private static final RegionSettings REGION = RegionSettings.defaults();
  private final Map<String, Maker> byType = new HashMap<>();
  private final Map<String, String> stacks = new HashMap<>();
  private int born;

  public Makers() {
    byType.put("AWS::CloudFormation::Stack", new NestedStacks(this));
  }

  /** From now on resources of this type are made by this maker. */
  public void add(String type, Maker maker) {
    byType.put(type, maker);
  }

  Maker of(String type) {
    return byType.getOrDefault(
        type,
        (name, _) -> {
          String arn = arn(type.split("::", -1)[1].toLowerCase(Locale.ROOT), name);
          return new Made(type.equals("AWS::SNS::Topic") ? arn : name, Map.of("Arn", arn));
        });
  }

  /** A stack is created: its id is no other's and, as CloudFormation's, tells which came first. */
  void born(String stack) {
    born++;
    String id = "%08x-0000-11f1-8000-0e0000000000".formatted(born);
    stacks.put(stack, arn("cloudformation", "stack/" + stack + "/" + id));
  }

  /** The id of the stack that a resource of this name, unlike any other, is of. */
  public String stackOf(String name) {
    return stacks.keySet().stream()
        .filter(stack -> name.startsWith(stack + "-"))
        .max(Comparator.comparingInt(String::length))
        .map(stacks::get)
        .orElseThrow(() -> new StackFailed(name + " is of no stack"));
  }

  /** An ARN in the region. */
  public static String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, REGION.region(), REGION.account(), resource);
  }
}
