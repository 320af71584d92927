package natfailover.lab.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** How large a task root is on disk and as the zip that would be deployed. */
record TaskPackage(long bytes, long zippedBytes) {
  private static final double MEGABYTE = 1_000_000;

  static TaskPackage of(Path taskRoot) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(taskRoot)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    Counter counter = new Counter();
    long bytes = 0;
    try (ZipOutputStream zip = new ZipOutputStream(counter)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(taskRoot.relativize(file).toString()));
        bytes += Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return new TaskPackage(bytes, counter.bytes);
  }

  double megabytes() {
    return bytes / MEGABYTE;
  }

  double zippedMegabytes() {
    return zippedBytes / MEGABYTE;
  }

  /** Keeps nothing but the number of bytes. */
  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int written) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }
}
