package natfailover.aws;

import java.util.Map;
import java.util.Set;

/** One change that on-boarding makes to a route table. */
public sealed interface TableChange {
  /** The table's id. */
  String table();

  /** Writes tags. */
  record Tag(String table, Map<String, String> tags) implements TableChange {}

  /** Removes tags, whatever their values. */
  record Untag(String table, Set<String> keys) implements TableChange {}

  /** Points the default route at a target of any kind. */
  record Point(String table, String target) implements TableChange {}

  /** Removes the default route. */
  record Unroute(String table) implements TableChange {}

  /** How a change ended. */
  sealed interface Ending {
    /** It is made. */
    record Done() implements Ending {}

    /** The table exists no more. */
    record TableGone() implements Ending {}

    /** What the route was to point at exists no more. */
    record TargetGone() implements Ending {}

    /** It is not made, or nobody knows. */
    record Failed(String why) implements Ending {}
  }
}
