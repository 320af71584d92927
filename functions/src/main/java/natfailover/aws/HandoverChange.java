package natfailover.aws;

import java.util.Map;
import java.util.Set;

/** One change that on-boarding makes to a route table or an Elastic IP. */
public sealed interface HandoverChange {
  /** The id of the table or the address. */
  String id();

  /** Writes tags. */
  record Tag(String id, Map<String, String> tags) implements HandoverChange {}

  /** Removes tags, whatever their values. */
  record Untag(String id, Set<String> keys) implements HandoverChange {}

  /** Points the default route at a target of any kind. */
  record Point(String id, String target) implements HandoverChange {}

  /** Removes the default route. */
  record Unroute(String id) implements HandoverChange {}

  /** Associates an Elastic IP with a place, written as {@link OwnAddress#place} does. */
  record Associate(String id, String place) implements HandoverChange {}

  /** How a change ended. */
  sealed interface Ending {
    /** It is made. */
    record Done() implements Ending {}

    /** The table or the address exists no more. */
    record Gone() implements Ending {}

    /** Where it was to lead or to be exists no more. */
    record TargetGone() implements Ending {}

    /**
     * AWS does not allow it. That can mean the same: a policy with conditions on what an address is
     * to be with does not hold for what is not there.
     */
    record Barred(String why) implements Ending {}

    /** It is not made, or nobody knows. */
    record Failed(String why) implements Ending {}
  }
}
