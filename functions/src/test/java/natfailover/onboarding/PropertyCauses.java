package natfailover.onboarding;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the properties of the resource. */
final class PropertyCauses {
  static final List<Cause> ALL =
      List.of(
          new Cause("a property is unknown", set("Tables", "rtb-a")),
          new Cause("the fleet is not named", remove("Fleet")),
          new Cause("the fleet's name is none", set("Fleet", "my fleet")),
          new Cause("the VPC is not named", remove("VpcId")),
          new Cause("the VPC's id is none", set("VpcId", Map.of("Ref", "Vpc"))),
          new Cause("the VPC is not there", set("VpcId", "vpc-2", "RouteTables", List.of())),
          new Cause("the list of tables is missing", remove("RouteTables")),
          new Cause("the list of tables is none", set("RouteTables", Map.of("a", "rtb-a"))),
          new Cause("an element is no table", set("RouteTables", List.of("rtb-a", "private"))),
          new Cause("the zones are no list", set("Zones", 3)),
          new Cause("a zone has no sign of equality", set("Zones", List.of("zone-a rtb-a"))),
          new Cause("a zone is none", set("Zones", List.of("Zone A=rtb-a"))),
          new Cause("a zone is not named", set("Zones", List.of("=rtb-a", "="))),
          new Cause("a zone is of what is no table", set("Zones", List.of("zone-a=rtb-a,rtb"))),
          new Cause(
              "a table is of two zones", set("Zones", List.of("zone-a=rtb-a", "zone-b=rtb-a"))),
          new Cause("a zone is of no table", set("Zones", Map.of("rtb-c", "zone-a"))),
          new Cause("a subnet is none", set("PublicSubnets", List.of("zone-a=10.0.0.0/24"))),
          new Cause("a subnet is of no zone", set("PrivateSubnets", List.of("subnet-a"))),
          new Cause(
              "a subnet is of two zones",
              set("PrivateSubnets", List.of("zone-a=subnet-a", "zone-b=subnet-a"))),
          new Cause("the replaced is no table", set("Replace", List.of("true"))),
          new Cause("the replaced is of no table", set("Replace", List.of("rtb-c"))),
          new Cause("the check is neither wanted nor not", set("Check", "perhaps")),
          new Cause(
              "the request is of no kind", desk -> desk.answer(desk.event("Refresh", Map.of()))));

  private PropertyCauses() {}

  private static Consumer<Desk> remove(String name) {
    return desk -> {
      desk.properties.remove(name);
      desk.create();
    };
  }

  private static Consumer<Desk> set(@Nullable Object... namesAndValues) {
    return desk -> {
      for (int at = 0; at < namesAndValues.length; at += 2) {
        desk.properties.put(String.valueOf(namesAndValues[at]), namesAndValues[at + 1]);
      }
      desk.create();
    };
  }
}
