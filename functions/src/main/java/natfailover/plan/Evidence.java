package natfailover.plan;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a trigger alone can tell about one instance; laid over what was observed.
 *
 * <p>{@code at} is when it became true, never later than the invocation's own time; {@code source}
 * names the kind of event, for the report.
 */
public sealed interface Evidence {
  /** The instance it is about, which need not be the one that said it. */
  String instanceId();

  /** When it became true. */
  Instant at();

  /** The kind of event that said so. */
  String source();

  /**
   * The node proved itself.
   *
   * @param carries the zones whose state it holds and whose traffic it can take, in the node's
   *     order
   * @param lines what it says of itself besides
   */
  record Ready(
      String instanceId, Instant at, String source, Set<String> carries, List<String> lines)
      implements Evidence {
    /** Keeps unmodifiable copies in the given order. */
    public Ready {
      carries = Collections.unmodifiableSet(new LinkedHashSet<>(carries));
      lines = List.copyOf(lines);
    }
  }

  /** The node says of itself that it cannot carry traffic, and why. */
  record Impaired(String instanceId, Instant at, String source, List<String> symptoms)
      implements Evidence {
    /** Keeps an unmodifiable copy. */
    public Impaired {
      symptoms = List.copyOf(symptoms);
    }
  }

  /**
   * A neighbour hears nothing from the node, or hears it say that it cannot carry traffic.
   *
   * @param instanceId the silent peer
   * @param accuser the instance that says so
   * @param lines what it says besides
   */
  record Unreachable(
      String instanceId, Instant at, String source, String accuser, List<String> lines)
      implements Evidence {
    /** Keeps an unmodifiable copy. */
    public Unreachable {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A planned end: unfit from now on.
   *
   * @param until when the announcement lapses if the instance still runs
   */
  record Leaving(String instanceId, Instant at, String source, Instant until) implements Evidence {}

  /** EC2's own word on the state of the instance. */
  record StateChanged(String instanceId, Instant at, String source, InstanceState state)
      implements Evidence {}

  /**
   * What the prober of a zone saw while all of the zone's traffic went to the node.
   *
   * @param instanceId that node
   * @param at when the prober was asked
   * @param zone the prober's, which need not be the node's
   * @param lines what it says besides, or why it says nothing
   */
  record Probed(
      String instanceId,
      Instant at,
      String source,
      String zone,
      ProbeVerdict verdict,
      List<String> lines)
      implements Evidence {
    /** Keeps an unmodifiable copy. */
    public Probed {
      lines = List.copyOf(lines);
    }

    /** The same as no verdict, and why. */
    public Probed withdrawn(String because) {
      return new Probed(instanceId, at, source, zone, ProbeVerdict.UNKNOWN, List.of(because));
    }
  }

  /** A lifecycle hook holds the instance. */
  record Waiting(String instanceId, Instant at, String source, LifecycleWait lifecycleWait)
      implements Evidence {}
}
