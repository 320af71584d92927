package natfailover.lab.region;

import java.util.List;
import java.util.Map;

/**
 * A call as its authorization sees it.
 *
 * @param caller the access key id it was signed with, or empty
 * @param action as policies name it, such as {@code ec2:ReplaceRoute}
 * @param subjects the resources it is evaluated for, each by itself; {@code *} where the action
 *     supports none
 */
public record Access(String caller, String action, List<Subject> subjects) {
  /**
   * One resource.
   *
   * @param context the condition keys that are known of it and of the request, with their values
   */
  public record Subject(String arn, Map<String, List<String>> context) {}
}
