package natfailover.doctor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the doctor looks at, in the order of its answer. */
public enum Check {
  TABLE_ZONES,
  TABLE_CLAIMS,
  ZONE_NODES,
  SECOND_PATHS,
  ADOPTION_ADDRESSES,
  ELASTIC_IPS,
  HOOKS,
  ALIAS,
  RULES,
  RULE_PERMISSIONS,
  PROBERS,
  PROBER_SUBNETS,
  PUBLIC_SUBNETS,
  TAG_KEYS,
  TAG_VALUES,
  PERMISSIONS,
  ELASTIC_IP_QUOTA,
  CONCURRENCY_QUOTA;

  /** As the answer has it. */
  public String word() {
    String name = camelCase(name());
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  static String camelCase(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("_", -1))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
