package natfailover.lab.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import natfailover.lab.Needed;

/**
 * Network namespaces of this JVM alone; with it, if not before, go they and all that runs there.
 */
public final class Namespaces implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String prefix =
      "nf%d-%d-".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
  private final List<String> places = new ArrayList<>();
  private final Thread cleaner = new Thread(this::remove);

  private Namespaces() {}

  /** Starts with one place; skips the test where rights or tools are missing. */
  public static Namespaces with(String place) {
    Namespaces namespaces = new Namespaces();
    Command.Result first = Command.of("ip", "netns", "add", namespaces.name(place)).run();
    Needed.HERE.when(
        first.succeeded(),
        "needs root and iproute2 for network namespaces: " + first.output().strip());
    namespaces.places.add(place);
    Runtime.getRuntime().addShutdownHook(namespaces.cleaner);
    return namespaces;
  }

  public void add(String place) {
    Command.of("ip", "netns", "add", name(place)).must();
    places.add(place);
  }

  /** A command that will run at a place. */
  public Command on(String place, String... words) {
    return Command.of(words).behind("ip", "netns", "exec", name(place));
  }

  /** Runs {@code ip} at a place. */
  public void ip(String place, String words) {
    Command.of(words.split(" ", -1)).behind("ip", "-n", name(place)).must();
  }

  /** What the kernel calls a place. */
  public String name(String place) {
    return prefix + place;
  }

  /** Ends every process of a place, and what these have started meanwhile. */
  void end(String place) {
    Await.present(
        () -> Optional.of(place).filter(here -> endOnce(here) == 0),
        () -> "still running in " + name(place));
  }

  private int endOnce(String place) {
    String pids = Command.of("ip", "netns", "pids", name(place)).run().output();
    List<Long> inside =
        pids.lines().filter(line -> line.matches("\\d+")).map(Long::valueOf).toList();
    inside.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return inside.size();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleaner);
    remove();
  }

  private void remove() {
    for (String place : places) {
      // A process inside would keep a deleted namespace alive.
      end(place);
      Command.of("ip", "netns", "delete", name(place)).run();
    }
  }
}
