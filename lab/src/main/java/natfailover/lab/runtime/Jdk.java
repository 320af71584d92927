package natfailover.lab.runtime;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java installation on this machine that is recent enough to stand in for Lambda's. */
record Jdk(Path home, int feature) {
  private static final Pattern FEATURE = Pattern.compile("\"?(\\d+).*");

  Path launcher() {
    return home.resolve("bin/java");
  }

  /** The running JVM's own installation where it suits, else the oldest that does. */
  static Jdk atLeast(int feature) {
    Path running = Path.of(System.getProperty("java.home"));
    List<Path> candidates = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(candidates::add);
    Path user = Path.of(System.getProperty("user.home"));
    candidates.addAll(children(Path.of("/usr/lib/jvm")));
    candidates.addAll(children(user.resolve(".sdkman/candidates/java")));
    candidates.addAll(children(user.resolve(".jdks")));
    return choose(feature, running, candidates);
  }

  static Jdk choose(int feature, Path preferred, List<Path> candidates) {
    return at(preferred)
        .filter(jdk -> jdk.feature() >= feature)
        .or(
            () ->
                candidates.stream()
                    .flatMap(home -> at(home).stream())
                    .filter(jdk -> jdk.feature() >= feature)
                    .min(Comparator.comparingInt(Jdk::feature)))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no JDK %d or newer at %s nor among %s; install one or set JAVA_HOME to it"
                        .formatted(feature, preferred, candidates)));
  }

  /** Every installation describes itself in its {@code release} file. */
  private static Optional<Jdk> at(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + release, e);
    }
    Matcher version = FEATURE.matcher(properties.getProperty("JAVA_VERSION", ""));
    return version.matches()
        ? Optional.of(new Jdk(home, Integer.parseInt(version.group(1))))
        : Optional.empty();
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + directory, e);
    }
  }
}
