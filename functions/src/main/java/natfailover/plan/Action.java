package natfailover.plan;

import static java.util.stream.Collectors.toSet;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One change to make, with its before, its after and its reason. */
public sealed interface Action {
  /** The tags that tell a node its configuration. */
  Set<String> CONFIGURATION =
      Arrays.stream(Mark.values()).filter(Mark::configuration).map(Mark::tag).collect(toSet());

  /** The name of this kind of action, as the report has it. */
  default String kind() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** The id of what is changed. */
  String resource();

  /** How it is now; empty where that says nothing. */
  String from();

  /** How it will be. */
  String to();

  /** Why, in words. */
  String reason();

  /**
   * Points a table's default route at a node or gateway.
   *
   * @param networkInterface the node's primary network interface; empty for a gateway
   */
  record PointRoute(Table table, Egress target, Optional<String> networkInterface, String reason)
      implements Action {
    @Override
    public String resource() {
      return table.id();
    }

    @Override
    public String from() {
      return table.egress().id();
    }

    @Override
    public String to() {
      return target.id();
    }
  }

  /** Associates a zone's Elastic IP with a private address of a node. */
  record MoveAddress(Address address, Attachment attachment, String privateAddress, String reason)
      implements Action {
    @Override
    public String resource() {
      return address.allocation();
    }

    @Override
    public String from() {
      return address.privateAddress().orElse("");
    }

    @Override
    public String to() {
      return privateAddress;
    }
  }

  /** Has EC2 say, by a dry run, whether an Elastic IP may move. */
  record TryAddress(MoveAddress move) implements Action {
    @Override
    public String resource() {
      return move.resource();
    }

    @Override
    public String from() {
      return "";
    }

    @Override
    public String to() {
      return "";
    }

    @Override
    public String reason() {
      return "whether it may move, before anything does";
    }
  }

  /** Lets a node forward what is not its own. */
  record DisableSourceDestCheck(String resource, String networkInterface, String reason)
      implements Action {
    @Override
    public String from() {
      return "on";
    }

    @Override
    public String to() {
      return "off";
    }
  }

  /** Ends the wait of a lifecycle hook. */
  record CompleteLifecycle(
      String resource, Membership membership, Transition transition, Verdict verdict, String reason)
      implements Action {
    @Override
    public String from() {
      return membership.lifecycle().state();
    }

    @Override
    public String to() {
      return verdict.name();
    }
  }

  /** Has Auto Scaling replace an instance. */
  record Condemn(String resource, String reason) implements Action {
    @Override
    public String from() {
      return "Healthy";
    }

    @Override
    public String to() {
      return "Unhealthy";
    }
  }

  /** Writes tags on an EC2 resource or, by its name, on an Auto Scaling group. */
  record Tag(String resource, Owner owner, Map<String, String> tags, String reason)
      implements Action {
    @Override
    public String from() {
      return "";
    }

    @Override
    public String to() {
      return tags.toString();
    }
  }

  /** Removes tags. */
  record Untag(String resource, Owner owner, Set<String> keys, String reason) implements Action {
    @Override
    public String from() {
      return new TreeSet<>(keys).toString();
    }

    @Override
    public String to() {
      return "";
    }
  }

  /** Which service holds the tags of a resource. */
  enum Owner {
    EC2,
    AUTO_SCALING
  }

  /** What becomes of an instance that a hook holds. */
  enum Verdict {
    CONTINUE,
    ABANDON
  }

  /** Whether it can wait until all else is done: nobody's traffic depends on it. */
  default boolean canWait() {
    return switch (this) {
      case Tag tag -> CONFIGURATION.containsAll(tag.tags().keySet());
      case Untag untag -> CONFIGURATION.containsAll(untag.keys());
      case PointRoute _,
          MoveAddress _,
          TryAddress _,
          DisableSourceDestCheck _,
          CompleteLifecycle _,
          Condemn _ ->
          false;
    };
  }

  /** Whether it takes something away for good, which only the sweep may do. */
  default boolean destructive() {
    return this instanceof Condemn
        || (this instanceof CompleteLifecycle complete && complete.verdict() == Verdict.ABANDON);
  }
}
