package natfailover.lab.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Failovers of every number of tables in every mode, each repeated. */
final class Series {
  private final Setting setting;
  private final String controller;
  private final PrintWriter progress;

  Series(Setting setting, String controller, PrintWriter progress) {
    this.setting = setting;
    this.controller = controller;
    this.progress = progress;
  }

  Results run(List<Mode> modes, List<Integer> tables, int repeat) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<OneByOne> arithmetic = new ArrayList<>();
    for (int count : tables.stream().distinct().toList()) {
      List<Row> ofCount = new ArrayList<>();
      for (Mode mode : modes) {
        ofCount.add(row(mode, count, repeat));
      }
      rows.addAll(ofCount);
      arithmetic.add(OneByOne.of(count, ofCount.getFirst().typical(), setting));
    }
    return new Results(rows, arithmetic, TaskPackage.of(setting.taskRoot()));
  }

  private Row row(Mode mode, int tables, int repeat) throws IOException {
    List<Failover> failovers = new ArrayList<>();
    for (int i = 0; i < repeat; i++) {
      Failover failover = new Trial(setting).run(mode, tables);
      progress.printf(
          "%s, %d tables: answered after %d ms, routes %s%n",
          mode.label(),
          tables,
          failover.total().toMillis(),
          failover.routesRight() ? "right" : "WRONG");
      progress.flush();
      failovers.add(failover);
    }
    return new Row(controller, mode, tables, failovers);
  }
}
