package natfailover.lab.region;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Listeners, none of which can stop the region's time by failing. */
final class Listeners<T> {
  private static final System.Logger LOG = System.getLogger(Listeners.class.getName());
  private final List<Consumer<T>> all = new CopyOnWriteArrayList<>();

  void add(Consumer<T> listener) {
    all.add(listener);
  }

  void tell(T what) {
    for (Consumer<T> listener : all) {
      try {
        listener.accept(what);
      } catch (RuntimeException failed) {
        LOG.log(System.Logger.Level.ERROR, "A listener failed on " + what, failed);
      }
    }
  }
}
