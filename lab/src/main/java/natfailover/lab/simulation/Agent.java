package natfailover.lab.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import natfailover.lab.region.Picture.Machine;
import natfailover.lab.region.Request;
import org.jspecify.annotations.Nullable;

/** One node's own software: what it remembers, and what it says of itself and of its peers. */
final class Agent {
  /** Until a neighbour is called silent. */
  private static final Duration SILENCE = Duration.ofMillis(400);

  private static final Duration REPEAT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final Instant booted;
  private final Consumer<Duration> wake;
  private String told = "";
  private Instant mayRepeat = Instant.MIN;

  /** The peers that it has heard, by their addresses. */
  private final Map<String, Peer> peers = new HashMap<>();

  /** A neighbour as an agent knows it. */
  private static final class Peer {
    private final String id;
    private @Nullable Instant silentSince;
    private Instant mayComplain = Instant.MIN;

    Peer(String id) {
      this.id = id;
    }
  }

  /**
   * A beat that is heard.
   *
   * @param good whether it does not say that egress is lost
   */
  record Beat(String id, boolean good) {}

  /**
   * An agent that is there from some moment on.
   *
   * @param wake has it look again after so long
   */
  Agent(World world, Instant booted, Consumer<Duration> wake) {
    this.world = world;
    this.booted = booted;
    this.wake = wake;
  }

  boolean booted() {
    return !world.now().isBefore(booted);
  }

  /**
   * Beats come from each peer that it is told of, until that falls silent; beats that tell of its
   * trouble are as bad as none, and worse: they are understood by who has never heard a good one.
   *
   * @param ears the beats that come from an address
   */
  void listen(Machine machine, Function<String, Optional<Beat>> ears) {
    List<String> addresses = Marks.peers(machine);
    peers.keySet().retainAll(addresses);
    for (String address : addresses) {
      Optional<Beat> beat = ears.apply(address);
      beat.filter(heard -> isNews(peers.get(address), heard))
          .ifPresent(heard -> peers.put(address, new Peer(heard.id())));
      Peer known = peers.get(address);
      if (known != null && known.silentSince == null && beat.filter(Beat::good).isEmpty()) {
        known.silentSince = world.now();
        wake.accept(SILENCE);
      }
    }
    for (String address : addresses) {
      Peer peer = peers.get(address);
      if (peer != null && peer.silentSince != null) {
        silent(machine, peer, peer.silentSince);
      }
    }
  }

  private static boolean isNews(@Nullable Peer known, Beat heard) {
    return known == null
        || !known.id.equals(heard.id())
        || (heard.good() && known.silentSince != null);
  }

  /** Complains of a peer that has been silent for long enough, unless it hears nobody itself. */
  private void silent(Machine machine, Peer peer, Instant since) {
    boolean due = !world.now().isBefore(since.plus(SILENCE));
    if (due && !world.now().isBefore(peer.mayComplain) && !cutOff(peer, since)) {
      peer.mayComplain = world.now().plus(REPEAT);
      wake.accept(REPEAT);
      say("NAT Peer Unreachable", machine, detail -> detail.put("peerId", peer.id));
    }
  }

  /** Whether those who were heard when a peer fell silent have all fallen silent with it. */
  private boolean cutOff(Peer silent, Instant since) {
    List<Peer> witnesses =
        peers.values().stream()
            .filter(peer -> peer != silent)
            .filter(
                peer ->
                    peer.silentSince == null || !peer.silentSince.isBefore(since.minus(SILENCE)))
            .toList();
    return !witnesses.isEmpty() && witnesses.stream().allMatch(peer -> peer.silentSince != null);
  }

  /** Says at once what is new, and again what its tags do not say yet. */
  void report(Machine machine, boolean well) {
    String carries = String.join(" ", Marks.carries(machine));
    String news =
        well + carries + Marks.text(machine, "trial-since") + Marks.text(machine, "suspect-since");
    boolean repeats = !agrees(machine, well) && !world.now().isBefore(mayRepeat);
    if (!news.equals(told) || repeats) {
      told = news;
      mayRepeat = world.now().plus(REPEAT);
      wake.accept(REPEAT);
      say(well ? "NAT Node Ready" : "NAT Node Impaired", machine, _ -> {});
    }
  }

  private boolean agrees(Machine machine, boolean well) {
    boolean doubted = Marks.has(machine, "suspect-since");
    Optional<Instant> ready = Marks.time(machine, "ready-since");
    boolean onTrial =
        Marks.time(machine, "trial-since")
            .filter(since -> ready.isEmpty() || ready.get().isBefore(since))
            .isPresent();
    return well
        ? ready.filter(at -> !at.isBefore(booted.minusSeconds(1))).isPresent()
            && !doubted
            && !onTrial
        : doubted;
  }

  private void say(String what, Machine machine, Consumer<ObjectNode> further) {
    ObjectNode detail = JSON.createObjectNode();
    detail.put("fleet", machine.tags().get(Marks.FLEET));
    detail.put("zone", machine.zone());
    detail.put("instanceId", machine.id());
    Marks.carries(machine).forEach(detail.putArray("carries")::add);
    detail.putArray("evidence").add("as simulated");
    further.accept(detail);
    ObjectNode body = JSON.createObjectNode();
    ObjectNode entry = body.putArray("Entries").addObject();
    entry.put("Source", "nat-failover.node").put("DetailType", what);
    entry.put("Detail", detail.toString());
    world.region().call(Request.events("PutEvents", body.toString()), world.now());
  }
}
