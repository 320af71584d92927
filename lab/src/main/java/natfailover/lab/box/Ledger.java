package natfailover.lab.box;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a tool was told, so that it is told no more than what has changed. */
final class Ledger {
  /** Something to be put in place, and how to take it away again. */
  record Entry(String put, String remove) {}

  /**
   * What is to be said.
   *
   * @param retired removals of what is no longer wanted
   * @param replaced removals of what another of the same name and place stands in for
   */
  record Change(List<String> puts, List<String> retired, List<String> replaced) {
    boolean isEmpty() {
      return puts.isEmpty() && retired.isEmpty();
    }

    /** In an order that leaves no gap, for a tool whose puts replace. */
    List<String> hitless() {
      List<String> lines = new ArrayList<>(puts);
      lines.addAll(retired);
      return lines;
    }

    /** As one transaction, for a tool whose puts need room. */
    String atomic() {
      List<String> lines = new ArrayList<>(retired);
      lines.addAll(replaced);
      lines.addAll(puts);
      return String.join("; ", lines);
    }
  }

  private Map<String, Entry> held = Map.of();

  /** Takes what is wanted, by name, as held from now on. */
  Change become(Map<String, Entry> wanted) {
    List<String> puts = new ArrayList<>();
    List<String> retired = new ArrayList<>();
    List<String> replaced = new ArrayList<>();
    held.forEach(
        (name, old) -> {
          Entry next = wanted.get(name);
          if (next == null || !next.remove().equals(old.remove())) {
            retired.add(old.remove());
          } else if (!next.equals(old)) {
            replaced.add(old.remove());
          }
        });
    wanted.forEach(
        (name, next) -> {
          if (!next.equals(held.get(name))) {
            puts.add(next.put());
          }
        });
    held = new LinkedHashMap<>(wanted);
    return new Change(puts, retired, replaced);
  }
}
