package natfailover.lab.gameday;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import natfailover.lab.box.BoxSettings;
import natfailover.lab.box.VpcBox;
import natfailover.lab.region.Picture;
import natfailover.lab.region.RegionServer;
import natfailover.lab.traffic.Load;
import natfailover.lab.traffic.LoadPlan;
import natfailover.lab.traffic.LoadReport;
import natfailover.lab.traffic.Place;

/** A site with packets: its machines in a box, and the load that its private hosts are under. */
final class Stage implements AutoCloseable {
  private static final LoadReport NOBODY = new LoadReport(0, Duration.ZERO, List.of());

  private static final Duration BOOT = Duration.ofSeconds(20);

  private final VpcBox box;
  private final Site site;
  private final List<Load> loads = new ArrayList<>();

  private Stage(VpcBox box, Site site) {
    this.box = box;
    this.site = site;
  }

  /** Puts a site's machines into a box that follows the region. */
  static Stage open(RegionServer region, BoxSettings settings, Site site, String vpc) {
    VpcBox box = VpcBox.open(region, settings);
    Stage stage = new Stage(box, site);
    Patience.await(BOOT, "the hosts run", () -> running(region, site));
    box.follow(vpc);
    site.handBuilt().ifPresent(box::becomeNatByHand);
    return stage;
  }

  private static boolean running(RegionServer region, Site site) {
    Picture picture = region.read(each -> each.picture());
    return Stream.concat(
            site.handBuilt().stream(), site.hosts().values().stream().flatMap(List::stream))
        .allMatch(
            id -> picture.machine(id).filter(each -> each.state().equals("running")).isPresent());
  }

  VpcBox box() {
    return box;
  }

  /** Opens the load of the zone that breaks, and a light one in the others. */
  void load(LoadPlan plan, LoadPlan elsewhere) {
    Place internet = place(box.internet()::prepare);
    loads.add(Load.start(internet, hosts(true), plan));
    List<Place> others = hosts(false);
    if (!others.isEmpty()) {
      loads.add(Load.start(internet, others, elsewhere));
    }
  }

  private List<Place> hosts(boolean broken) {
    return site.hosts().entrySet().stream()
        .filter(entry -> entry.getKey().equals(site.zone()) == broken)
        .map(Map.Entry::getValue)
        // One host in each of the other zones sees enough.
        .flatMap(ids -> (broken ? ids : ids.subList(0, 1)).stream())
        .map(id -> place(box.machine(id)::prepare))
        .toList();
  }

  private static Place place(Function<List<String>, ProcessBuilder> prepare) {
    return words -> prepare.apply(words).start();
  }

  /** Ends the load unasked. */
  void unload() {
    loads.forEach(Load::close);
    loads.clear();
  }

  /** The fault happens now. */
  void mark() {
    loads.forEach(Load::mark);
  }

  /** Ends the load and tells what it saw: in the zone that breaks, and elsewhere. */
  List<LoadReport> finish() {
    List<LoadReport> reports = new ArrayList<>(together());
    unload();
    while (reports.size() < 2) {
      reports.add(NOBODY);
    }
    return reports;
  }

  /** The last check of one load must not have the other wait. */
  private List<LoadReport> together() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<LoadReport>> tasks =
          loads.stream().<Callable<LoadReport>>map(load -> load::finish).toList();
      List<LoadReport> reports = new ArrayList<>();
      for (Future<LoadReport> done : threads.invokeAll(tasks)) {
        reports.add(done.get());
      }
      return reports;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the load ended", e);
    }
  }

  @Override
  public void close() {
    unload();
    box.close();
  }
}
