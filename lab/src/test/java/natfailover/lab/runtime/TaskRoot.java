package natfailover.lab.runtime;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import natfailover.lab.runtime.toys.EchoHandler;
import org.crac.Core;

/** The toys as a task root: classes, and lib/*.jar. */
final class TaskRoot {
  private TaskRoot() {}

  static Path layOut(Path root) throws IOException, URISyntaxException {
    Path classes = location(EchoHandler.class);
    Path toys = classes.resolve(EchoHandler.class.getPackageName().replace('.', '/'));
    Path target = Files.createDirectories(root.resolve(classes.relativize(toys)));
    List<Path> files;
    try (Stream<Path> entries = Files.list(toys)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Files.copy(file, target.resolve(file.getFileName()));
    }
    Path library = Files.createDirectories(root.resolve("lib"));
    Files.copy(location(Core.class), library.resolve("crac.jar"));
    return root;
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
