package natfailover.lab.region;

import java.util.List;
import java.util.Map;

/** What EC2 says of the account itself. */
final class AccountActions {
  private int mostAddresses = 5;

  void register(Map<String, Action> actions) {
    actions.put("DescribeAccountAttributes", Action.read(this::describe));
  }

  /** How many Elastic IPs the account may have; AWS's own figure unless set. */
  void mostAddresses(int most) {
    mostAddresses = most;
  }

  private Tree describe(Parameters parameters) {
    List<String> wanted = parameters.list("AttributeName");
    List<Tree> attributes =
        List.of(
            attribute("vpc-max-elastic-ips", mostAddresses),
            attribute("max-elastic-ips", mostAddresses),
            attribute("max-instances", 20));
    return new Tree()
        .list(
            "accountAttributeSet",
            attributes.stream()
                .filter(it -> wanted.isEmpty() || wanted.contains(it.text("attributeName")))
                .toList());
  }

  private static Tree attribute(String name, int value) {
    return new Tree()
        .put("attributeName", name)
        .list("attributeValueSet", List.of(new Tree().put("attributeValue", value)));
  }
}
