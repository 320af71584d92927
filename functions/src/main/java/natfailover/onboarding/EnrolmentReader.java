package natfailover.onboarding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the properties of the custom resource, and finds every fault in them at once. */
final class EnrolmentReader {
  private static final Pattern FLEET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern VPC = Pattern.compile("vpc-[0-9a-f]+");
  private static final Pattern ADDRESS = Pattern.compile("eipalloc-[0-9a-f]+");
  private static final Pattern TABLE = Pattern.compile("rtb-[0-9a-f]+");
  private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]+");

  /** The last two are CloudFormation's own. */
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "Fleet",
              "VpcId",
              "RouteTables",
              "Zones",
              "ElasticIps",
              "PublicSubnets",
              "PrivateSubnets",
              "Replace",
              Precheck.PROPERTY,
              Admitted.PROPERTY,
              "ServiceToken",
              "ServiceTimeout"));

  private final Map<?, ?> properties;
  private final List<Fault> faults = new ArrayList<>();

  private EnrolmentReader(Map<?, ?> properties) {
    this.properties = properties;
  }

  /**
   * Reads properties as CloudFormation sends them: texts, lists of texts, and objects of texts.
   *
   * @throws Refused naming every fault
   */
  static Enrolment read(Map<?, ?> properties) {
    return new EnrolmentReader(properties).read();
  }

  /** What they say, if nothing is wrong with them. */
  static Optional<Enrolment> valid(Map<?, ?> properties) {
    try {
      return Optional.of(read(properties));
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private Enrolment read() {
    names();
    String fleet =
        text("Fleet", FLEET, "the fleet's name, letters, digits, '.', '_' and '-', at most 64");
    String vpc = text("VpcId", VPC, "the id of the VPC, such as vpc-0123456789abcdef0");
    if (!properties.containsKey("RouteTables")) {
      fault("RouteTables", "is missing", "give the list of route table ids, which may be empty");
    }
    NavigableSet<String> tables = tables("RouteTables");
    ZoneLists lists = new ZoneLists("Zones", TABLE, "rtb-0123456789abcdef0", faults);
    Map<String, String> zones = lists.read(properties.get("Zones"));
    Map<String, String> addresses = zones("ElasticIps", ADDRESS, "eipalloc-0123456789abcdef0");
    Map<String, String> publicSubnets = zones("PublicSubnets", SUBNET, "subnet-0123456789abcdef0");
    Map<String, String> privateSubnets =
        zones("PrivateSubnets", SUBNET, "subnet-0123456789abcdef0");
    Set<String> replace = tables("Replace");
    Object check = properties.get(Precheck.PROPERTY);
    if (check != null && !List.of("true", "false").contains(String.valueOf(check))) {
      fault(Precheck.PROPERTY, "is " + shown(check), "give true or false");
    }
    zones.keySet().forEach(table -> listed("Zones", table, tables));
    replace.forEach(table -> listed("Replace", table, tables));
    if (!faults.isEmpty()) {
      throw Refused.beforeAnyChange(faults);
    }
    return new Enrolment(
        fleet,
        vpc,
        tables,
        zones,
        lists.named(),
        addresses,
        publicSubnets,
        privateSubnets,
        replace);
  }

  private void names() {
    properties.keySet().stream()
        .map(String::valueOf)
        .filter(name -> !KNOWN.contains(name))
        .sorted()
        .forEach(
            name ->
                fault(
                    name,
                    "is no property of on-boarding",
                    "remove it or correct its name; there are Fleet, VpcId, RouteTables, Zones,"
                        + " ElasticIps, PublicSubnets, PrivateSubnets, Replace, Check and"
                        + " Checked"));
  }

  private Map<String, String> zones(String name, Pattern id, String example) {
    return new ZoneLists(name, id, example, faults).read(properties.get(name));
  }

  private void fault(String where, String what, String cure) {
    faults.add(new Fault(where, what, cure));
  }

  private String text(String name, Pattern allowed, String wanted) {
    Object value = properties.get(name);
    if (value == null) {
      fault(name, "is missing", "give " + wanted);
      return "";
    }
    if (value instanceof String text && allowed.matcher(text.strip()).matches()) {
      return text.strip();
    }
    fault(name, "is " + shown(value), "give " + wanted);
    return "";
  }

  /** A list parameter that was left empty arrives as one empty text; that is no table. */
  private NavigableSet<String> tables(String name) {
    NavigableSet<String> tables = new TreeSet<>();
    for (Object element : elements(name)) {
      if (element instanceof String text && TABLE.matcher(text.strip()).matches()) {
        tables.add(text.strip());
      } else if (!(element instanceof String text && text.isBlank())) {
        fault(
            name,
            "has the element " + shown(element),
            "list ids of route tables, such as rtb-0123456789abcdef0");
      }
    }
    return tables;
  }

  private List<?> elements(String name) {
    return switch (properties.get(name)) {
      case null -> List.of();
      case List<?> list -> list;
      case String text -> Arrays.asList(text.split(",", -1));
      case Object other -> {
        fault(name, "is " + shown(other), "give a list of ids of route tables");
        yield List.of();
      }
    };
  }

  private void listed(String name, String table, Set<String> tables) {
    if (!tables.contains(table)) {
      fault(
          name,
          "names " + table + ", which RouteTables does not",
          "add it to RouteTables or remove it from " + name);
    }
  }

  /** A value as a message shows it. */
  static String shown(@Nullable Object value) {
    String text = value instanceof String ? "'" + value + "'" : String.valueOf(value);
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
