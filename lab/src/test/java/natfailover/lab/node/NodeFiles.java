package natfailover.lab.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the node's sources are, and the Pythons of this machine that can run them. */
final class NodeFiles {
  static final Path FOLDER = Path.of("").toAbsolutePath().resolveSibling("node");

  private NodeFiles() {}

  static String test(String name) {
    return FOLDER.resolve("test").resolve(name).toString();
  }

  /** The Python that the node's processes run on: {@code NAT_FAILOVER_PYTHON} or the image's. */
  static String python() {
    return Optional.ofNullable(System.getenv("NAT_FAILOVER_PYTHON")).orElse("/usr/bin/python3");
  }

  /** Every Python at hand; the one of Amazon Linux 2023 is 3.9. */
  static List<String> pythons() {
    return Stream.of(python(), "python3", "python3.9")
        .distinct()
        .filter(name -> Command.of(name, "--version").run().succeeded())
        .toList();
  }

  /** Builds the user data and unpacks it as cloud-init does. */
  static Path userData(Path folder) {
    Path packed = folder.resolve("user-data.gz");
    Path script = folder.resolve("user-data.sh");
    Command.of(pythons().getFirst(), FOLDER.resolve("build").toString(), packed.toString()).must();
    Command.of("sh", "-c", "gunzip -c \"$0\" >\"$1\"", packed.toString(), script.toString()).must();
    return script;
  }
}
