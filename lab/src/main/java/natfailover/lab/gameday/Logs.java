package natfailover.lab.gameday;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Saves what the machines of a run have said before their disks go. */
final class Logs {
  private Logs() {}

  /** Copies every log below a folder to another, one folder for each run. */
  static void keep(Path disks, Path folder) {
    try (Stream<Path> files = Files.walk(disks)) {
      for (Path log : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        String name = disks.relativize(log).toString().replace('/', '_');
        Path run = folder.resolve(disks.getFileName());
        Files.createDirectories(run);
        Files.copy(log, run.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
