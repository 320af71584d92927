package natfailover.doctor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is set up around the controller itself.
 *
 * @param function its ARN, without alias or version; empty where it is not known
 * @param alias what all events go to, if it is there
 * @param rules what wakes the controller, by its alias or past it
 * @param grants whom the alias lets invoke it
 */
public record Setup(
    String function,
    Sight<Optional<Alias>> alias,
    Sight<List<Rule>> rules,
    Sight<List<Grant>> grants,
    Sight<Concurrency> concurrency) {
  /** The alias that all events go to. */
  public static final String LIVE = "live";

  /** The function's name; where that is not known, what it is. */
  public String name() {
    return function.isEmpty() ? "controller" : function.substring(function.lastIndexOf(':') + 1);
  }

  /** The alias's ARN. */
  public String live() {
    return function + ":" + LIVE;
  }

  boolean reaches(Rule rule) {
    return rule.target().equals(live());
  }

  /**
   * What the alias stands for.
   *
   * @param shares of the invocations, by other versions that get some
   */
  public record Alias(String version, Map<String, Double> shares) {
    /** Keeps an unmodifiable copy, sorted by version. */
    public Alias {
      shares = Collections.unmodifiableMap(new TreeMap<>(shares));
    }
  }

  /**
   * A rule of EventBridge that wakes the controller.
   *
   * @param target the ARN that it sends to
   * @param description for people; empty for none
   * @param schedule its expression; empty for a rule about events
   */
  public record Rule(
      String arn,
      String target,
      boolean enabled,
      String description,
      String schedule,
      EventPattern pattern) {
    /** Its name on the default bus. */
    public String name() {
      return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Of a permission for it: no other rule's is the same, and a point is not allowed in one. */
    String statement() {
      return "nat-failover-" + name().replace("_", "__").replace(".", "_-");
    }

    /** How the AWS CLI is told to leave the description as it is; put-rule replaces all. */
    String keptDescription() {
      return description.isEmpty()
          ? ""
          : " --description '" + description.replace("'", "'\\''") + "'";
    }
  }

  /**
   * A permission for EventBridge to invoke the alias.
   *
   * @param rules the ARN of the rule, in which {@code *} and {@code ?} stand for others
   * @param condition on which besides, where that is not understood; empty for none
   */
  public record Grant(String rules, String condition) {
    boolean covers(Rule rule) {
      String regex = Pattern.quote(rules).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
      return rule.arn().matches(regex);
    }
  }

  /**
   * How many functions may run at a time.
   *
   * @param unreserved those that all functions share
   * @param reserved those that the controller has for itself, if any
   */
  public record Concurrency(int unreserved, Optional<Integer> reserved) {}
}
