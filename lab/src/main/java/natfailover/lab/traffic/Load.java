package natfailover.lab.traffic;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A load that runs: programs at the internet and at every private host.
 *
 * <p>They end with this JVM, whatever ends it, since their standard input does.
 */
public final class Load implements AutoCloseable {
  private static final TypeReference<String> WORD = new TypeReference<>() {};
  private static final TypeReference<NearReport> REPORT = new TypeReference<>() {};
  private static final TypeReference<List<UdpCount>> COUNTS = new TypeReference<>() {};

  private final List<Program> far = new ArrayList<>();
  private final List<Program> near = new ArrayList<>();
  private long markNanos;
  private Duration opening = Duration.ZERO;

  private Load() {}

  /**
   * Opens everything; returns once all is open and quiet.
   *
   * @param internet where the plan's server address is
   * @param hosts the private hosts; two at least, if ports shall collide
   * @throws IllegalStateException if something does not open, saying what
   */
  public static Load start(Place internet, List<Place> hosts, LoadPlan plan) {
    Load load = new Load();
    try {
      load.begin(internet, hosts, plan);
      return load;
    } catch (RuntimeException | Error e) {
      load.close();
      throw e;
    }
  }

  private void begin(Place internet, List<Place> hosts, LoadPlan plan) {
    for (int i = 0; i < Setups.servers(plan, hosts.size()); i++) {
      List<String> words = List.of(plan.server(), String.valueOf(i));
      far.add(Program.start("far end " + i, internet, FarEnd.class, words));
    }
    for (NearSetup setup : Setups.of(plan, hosts.size())) {
      String name = "near end %d of host %d".formatted(setup.program(), setup.host());
      List<String> words = List.of(Json.text(setup));
      near.add(Program.start(name, hosts.get(setup.host()), NearEnd.class, words));
    }
    far.forEach(program -> program.hear(WORD));
    near.forEach(program -> program.hear(WORD));
    long began = System.nanoTime();
    near.forEach(program -> program.tell("open"));
    List<String> faults =
        near.stream().map(program -> program.hear(WORD)).filter(word -> !word.isEmpty()).toList();
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "the load cannot start; see whether the path is there and can hold as many: "
              + String.join("; ", faults));
    }
    opening = Duration.ofNanos(System.nanoTime() - began);
    near.forEach(program -> program.tell("talk"));
    near.forEach(program -> program.hear(WORD));
    markNanos = System.nanoTime();
  }

  /** The fault happens now: stalls, losses and outages are looked for from here on. */
  public void mark() {
    markNanos = System.nanoTime();
    near.forEach(program -> program.tell("mark " + markNanos));
    near.forEach(program -> program.hear(WORD));
  }

  /**
   * Asks every connection once more, and reports. Takes as long as the plan's patience if some
   * never answer. Of the mass only connections that the check finds alive count.
   */
  public LoadReport finish() {
    far.forEach(program -> program.tell("quiet"));
    near.forEach(program -> program.tell("check"));
    near.forEach(program -> program.hear(WORD));
    far.forEach(program -> program.tell("answer"));
    List<NearReport> reports = near.stream().map(program -> program.hear(REPORT)).toList();
    far.forEach(program -> program.tell("report " + markNanos));
    List<UdpCount> counts = far.stream().flatMap(program -> program.hear(COUNTS).stream()).toList();
    int hosts = reports.getLast().host() + 1;
    return new LoadReport(
        markNanos,
        opening,
        IntStream.range(0, hosts).mapToObj(host -> Joined.host(host, reports, counts)).toList());
  }

  /** Ends every program of the load. */
  @Override
  public void close() {
    near.forEach(Program::close);
    far.forEach(Program::close);
  }
}
