package natfailover.lab.stack;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import natfailover.lab.region.RegionSettings;

/** The makers by type of resource; what the region has nothing of is only given a name. */
public final class Makers {
  private static final RegionSettings REGION = RegionSettings.defaults();
  private final Map<String, Maker> byType = new HashMap<>();

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

  /** An ARN in the region. */
  public static String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, REGION.region(), REGION.account(), resource);
  }
}
