package natfailover.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A change that makes the product wrong.
 *
 * @param file the source, from the package {@code natfailover} on
 * @param test the class of tests that has to catch it, from that package on
 * @param sound the text that stands there, in one place only
 * @param faulty what is put in its place
 */
record PlantedFault(String name, String file, String test, String sound, String faulty) {
  static final Path SOURCES = Path.of("src/main/java/natfailover");
  private static final Path LIST = Path.of("src/test/resources/planted-faults.md");
  private static final Pattern HEAD = Pattern.compile("`(.+)`, caught by `(.+)`");

  /** All that are on the list. */
  static List<PlantedFault> all() {
    List<PlantedFault> faults = new ArrayList<>();
    for (String section : read(LIST).split("(?m)^## ", -1)) {
      if (section.contains("```diff")) {
        faults.add(of(section.lines().toList()));
      }
    }
    return faults;
  }

  private static PlantedFault of(List<String> lines) {
    Matcher head = HEAD.matcher(lines.get(1));
    if (!head.matches()) {
      throw new IllegalArgumentException(
          "%s: '%s' is not of the form `file`, caught by `test`"
              .formatted(lines.getFirst(), lines.get(1)));
    }
    return new PlantedFault(
        lines.getFirst(), head.group(1), head.group(2), marked(lines, "-"), marked(lines, "+"));
  }

  private static String marked(List<String> lines, String mark) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(1).strip())
        .collect(Collectors.joining("\n"));
  }

  /** The source with the fault in it, however its lines are broken. */
  String source() {
    String source = read(SOURCES.resolve(file));
    String words =
        Arrays.stream(sound.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
    Matcher place = Pattern.compile(words).matcher(source);
    if (!place.find()) {
      throw new IllegalStateException(file + " has no longer what '" + name + "' changes");
    }
    String planted = source.substring(0, place.start()) + faulty + source.substring(place.end());
    if (place.find()) {
      throw new IllegalStateException(file + " has what '" + name + "' changes in several places");
    }
    return planted;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
