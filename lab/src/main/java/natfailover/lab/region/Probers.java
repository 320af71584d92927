package natfailover.lab.region;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The probers of the region's zones as Lambda has them invoked: each says what the data plane would
 * have it see, or what somebody sets. It may take its time; nothing else waits for it.
 */
public final class Probers {
  private static final Reply MISSING =
      Reply.refused(404, "ResourceNotFoundException", "Function not found");

  private final Map<String, Function<Picture, Reply>> probers = new ConcurrentHashMap<>();
  private final Set<String> shut = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /**
   * What an invocation is answered.
   *
   * @param error the function's kind of failure, or Lambda's own; empty for none
   */
  public record Reply(int status, String error, String body) {
    /** The prober says this. */
    public static Reply verdict(String word) {
      return new Reply(
          200, "", "{\"verdict\":\"%s\",\"sentence\":\"The lab says so.\"}".formatted(word));
    }

    /** Lambda does not invoke it. */
    public static Reply refused(int status, String code, String message) {
      return new Reply(status, code, "{\"Type\":\"User\",\"Message\":\"%s\"}".formatted(message));
    }
  }

  /** There is a prober of this name from now on. */
  public void stand(String function, Function<Picture, Reply> prober) {
    probers.put(function, prober);
  }

  /** There is none any more. */
  public void remove(String function) {
    probers.remove(function);
  }

  /** The instance runs and its checks pass, but its kernel forwards nothing from now on. */
  public void shut(String instance) {
    shut.add(instance);
  }

  /** A prober in a subnet of this table: it sees what the data plane does. */
  public Function<Picture, Reply> seeing(String table) {
    return picture ->
        Reply.verdict(
            picture.table(table).filter(each -> passes(picture, each)).isPresent()
                ? "egress"
                : "nat-down");
  }

  private boolean passes(Picture picture, Picture.Table table) {
    return picture.lit(table) && table.target().filter(shut::contains).isEmpty();
  }

  /** How often this function was invoked, whether it is there or not. */
  public long asked(String function) {
    return asked.stream().filter(function::equals).count();
  }

  Reply invoke(String function, Supplier<Picture> picture) {
    asked.add(function);
    return probers.getOrDefault(function, _ -> MISSING).apply(picture.get());
  }
}
