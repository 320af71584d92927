package natfailover.lab.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import natfailover.lab.region.Access;
import natfailover.lab.region.Access.Subject;
import natfailover.lab.region.RegionSettings;

/** One line of the table of rights: who may do what to what, or must not. */
record Right(String who, String action, String resource, String when, boolean may, String why) {
  private static final Path TABLE = Path.of("src/test/resources/template/RIGHTS.md");
  private static final RegionSettings REGION = RegionSettings.defaults();
  private static final Map<String, String> SHORT =
      Map.of(
          "fleet",
          "aws:ResourceTag/nat-failover:fleet",
          "claims",
          "aws:RequestTag/nat-failover:fleet",
          "keys",
          "aws:TagKeys",
          "vpc",
          "ec2:Vpc");

  /** Every line, taken apart into its actions and resources. */
  static List<Right> all() {
    try (Stream<String> lines = Files.lines(TABLE)) {
      return lines
          .map(line -> line.split(" *[|] *", -1))
          .filter(cells -> cells.length == 8 && cells[5].matches("yes|no"))
          .flatMap(Right::each)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<Right> each(String[] cells) {
    return Arrays.stream(cells[2].split(" "))
        .flatMap(
            action ->
                Arrays.stream(cells[3].split(" "))
                    .map(
                        resource ->
                            new Right(
                                cells[1],
                                action,
                                resource,
                                cells[4],
                                cells[5].equals("yes"),
                                cells[6])));
  }

  Access access() {
    Map<String, List<String>> context = new HashMap<>();
    for (String each : when.isEmpty() ? new String[0] : when.split(" ")) {
      String[] pair = each.split("=", 2);
      String value = pair[0].equals("vpc") ? "ec2:vpc/" + pair[1] : pair[1];
      context.put(
          SHORT.getOrDefault(pair[0], pair[0]),
          Arrays.stream(value.split(",")).map(Right::text).toList());
    }
    return new Access(who, action, List.of(new Subject(arn(resource), context)));
  }

  /** A blank cannot stand in a circumstance; what looks like a resource is one. */
  private static String text(String value) {
    boolean resource = value.matches("(ec2|events|cloudwatch|lambda):.*");
    return resource ? arn(value) : value.replace('+', ' ');
  }

  private static String arn(String resource) {
    if (resource.equals("*") || resource.startsWith("arn:")) {
      return resource;
    }
    String[] parts = resource.split(":", 2);
    return "arn:aws:%s:%s:%s:%s".formatted(parts[0], REGION.region(), REGION.account(), parts[1]);
  }

  @Override
  public String toString() {
    return "%s %s %s on %s%s: %s"
        .formatted(
            who,
            may ? "may" : "must not",
            action,
            resource,
            when.isEmpty() ? "" : ", " + when,
            why);
  }
}
