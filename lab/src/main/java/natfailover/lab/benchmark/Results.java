package natfailover.lab.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** All that a benchmark found, for people and for programs. */
record Results(List<Row> rows, List<OneByOne> arithmetic, TaskPackage taskPackage) {
  private static final String LINE = "%-13s %-11s %6s %11s %11s %11s %6s %6s %9s  %s%n";

  Results {
    rows = List.copyOf(rows);
    arithmetic = List.copyOf(arithmetic);
  }

  boolean pass() {
    return rows.stream().allMatch(row -> row.routesRight() && row.troubles().isEmpty());
  }

  String json() throws JsonProcessingException {
    ObjectNode json = Row.JSON.createObjectNode();
    var runs = json.putArray("runs");
    rows.forEach(row -> runs.add(row.json()));
    var computed = json.putArray("arithmetic");
    arithmetic.forEach(each -> computed.add(each.json()));
    json.putObject("package")
        .put("bytes", taskPackage.bytes())
        .put("zippedBytes", taskPackage.zippedBytes());
    return Row.JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
  }

  /** Times in milliseconds from the hand-over of the event. */
  String table() {
    StringBuilder text = new StringBuilder();
    List<String> heads = new ArrayList<>(List.of("controller", "mode", "tables"));
    heads.addAll(List.of("first write", "last write", "total"));
    heads.addAll(List.of("reads", "writes", "throttled", "routes"));
    text.append(LINE.formatted(heads.toArray()));
    for (OneByOne each : arithmetic) {
      rows.stream()
          .filter(row -> row.tables() == each.tables())
          .forEach(row -> text.append(line(row)));
      text.append(line(each));
    }
    text.append("\nMilliseconds from the hand-over of the event, medians of the repeats. ")
        .append(OneByOne.NAME)
        .append(" is arithmetic, not a measurement: the same calls one after another.\n");
    text.append(
        String.format(
            Locale.ROOT,
            "Package: %.1f MB zipped, %.1f MB in files.%n",
            taskPackage.zippedMegabytes(),
            taskPackage.megabytes()));
    rows.stream()
        .flatMap(row -> row.troubles().stream().map(why -> row.mode().label() + ": " + why))
        .distinct()
        .forEach(trouble -> text.append("Wrong: ").append(trouble).append('\n'));
    return text.toString();
  }

  private static String line(Row row) {
    return LINE.formatted(
        row.controller(),
        row.mode().label(),
        row.tables(),
        text(row.firstWriteMillis()),
        text(row.lastWriteMillis()),
        text(row.totalMillis()),
        row.typical().reads(),
        row.typical().writes(),
        row.throttled(),
        row.routesRight() ? "right" : "WRONG");
  }

  private static String line(OneByOne each) {
    return LINE.formatted(
        OneByOne.NAME,
        "(computed)",
        each.tables(),
        each.firstWrite().toMillis(),
        each.lastWrite().toMillis(),
        each.total().toMillis(),
        "",
        "",
        "",
        "");
  }

  private static String text(OptionalLong millis) {
    return millis.isPresent() ? Long.toString(millis.getAsLong()) : "-";
  }
}
