package natfailover.lab.region;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What every part of the region shares: the present moment, the agenda, ids, and events. */
final class World {
  private final Ids ids;
  private final Agenda agenda = new Agenda();
  private final List<Store<?>> stores = new ArrayList<>();
  private List<Event> events = new ArrayList<>();
  private RegionSettings settings;
  private Instant now;
  private long version;

  World(RegionSettings settings, Instant start) {
    this.settings = settings;
    this.now = start;
    this.ids = new Ids(settings.seed());
  }

  Instant now() {
    return now;
  }

  long version() {
    return version;
  }

  RegionSettings settings() {
    return settings;
  }

  Timing timing() {
    return settings.timing();
  }

  Ids ids() {
    return ids;
  }

  Agenda agenda() {
    return agenda;
  }

  void settings(RegionSettings changed) {
    settings = changed;
    remember();
  }

  void after(Duration delay, Runnable task) {
    agenda.plan(now.plus(delay), task);
  }

  /** Runs what is due in order of time; time never goes back. */
  void advance(Instant to) {
    while (agenda.nextDue().filter(due -> !due.isAfter(to)).isPresent()) {
      Instant due = agenda.nextDue().orElseThrow();
      now = due.isAfter(now) ? due : now;
      agenda.takeNext().run();
      remember();
    }
    now = to.isAfter(now) ? to : now;
  }

  /** What a change set off at once happens now, and lagging reads note it. */
  void settle() {
    remember();
    advance(now);
  }

  void register(Store<?> store) {
    stores.add(store);
  }

  /** Keeps the state just reached for reads that are to lag behind it. */
  void remember() {
    version++;
    stores.forEach(Store::remember);
  }

  /** Emits an event and returns its id. */
  String emit(String source, String detailType, List<String> resources, ObjectNode detail) {
    String id = ids.uuid();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("version", "0").put("id", id);
    document.put("detail-type", detailType).put("source", source);
    document.put("account", settings.account());
    document.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
    document.put("region", settings.region());
    resources.forEach(document.putArray("resources")::add);
    document.set("detail", detail);
    events.add(new Event(now, document));
    return id;
  }

  List<Event> takeEvents() {
    List<Event> taken = events;
    events = new ArrayList<>();
    return List.copyOf(taken);
  }

  String arn(String service, String resource) {
    return "arn:aws:"
        + service
        + ":"
        + settings.region()
        + ":"
        + settings.account()
        + ":"
        + resource;
  }
}
