package natfailover.lab.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Lambda's java25 runtime: a JDK, AWS's runtime interface client, and the flags they run with.
 *
 * @param first whether it comes before other programs of this machine, since Lambda shares no
 *     processor with them; takes root
 */
public record ManagedRuntime(
    Path launcher, List<Path> classPath, Path nativeClient, boolean first) {
  private static final int FEATURE = 25;
  private static final String CLIENT = "aws-lambda-java-runtime-interface-client";
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String NATIVE_CLIENT_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  public ManagedRuntime {
    classPath = List.copyOf(classPath);
  }

  /** Takes the client and its companions from {@code jars}, and the JDK from this machine. */
  public static ManagedRuntime java25(Path jars) {
    try (Stream<Path> entries = Files.list(jars)) {
      List<Path> classPath =
          entries
              .filter(file -> file.toString().endsWith(".jar"))
              .map(Path::toAbsolutePath)
              .sorted()
              .toList();
      Path client =
          classPath.stream()
              .filter(jar -> jar.getFileName().toString().startsWith(CLIENT))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "%s holds no %s-*.jar; run `mvn package` first".formatted(jars, CLIENT)));
      return new ManagedRuntime(
          Jdk.atLeast(FEATURE).launcher(), classPath, unpackNativeClient(client), false);
    } catch (IOException e) {
      throw new UncheckedIOException("no managed runtime in %s".formatted(jars), e);
    }
  }

  public ManagedRuntime withFirst(boolean value) {
    return new ManagedRuntime(launcher, classPath, nativeClient, value);
  }

  /**
   * The flags of the real runtime, save its class-data archive, which only its own JVM can map.
   * Under SnapStart java25 leaves tiered compilation to the JVM.
   */
  List<String> command(FunctionSettings settings) {
    List<String> command = new ArrayList<>(first ? List.of("nice", "-n", "-10") : List.of());
    command.add(launcher.toString());
    // 85 % of the function's memory.
    command.add("-XX:MaxHeapSize=%dk".formatted(settings.memoryMegabytes() * 1024L * 85 / 100));
    command.add("-XX:+UseSerialGC");
    switch (settings.initialization()) {
      case ON_DEMAND ->
          command.addAll(List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"));
      case SNAP_START -> {}
    }
    command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    command.add("--enable-native-access=ALL-UNNAMED");
    // Without this org.crac drops every hook in silence.
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-XX:+ErrorFileToStderr");
    command.add("-D%s=%s".formatted(NATIVE_CLIENT_PROPERTY, nativeClient));
    command.add("-classpath");
    command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
    command.add(MAIN);
    command.add(settings.handler());
    return command;
  }

  /**
   * Beside the jar, as in the real runtime: left to itself each process would overwrite one fixed
   * file in /tmp while another is loading it.
   */
  private static Path unpackNativeClient(Path client) throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "libaws-lambda-jni.linux-%s.so".formatted(architecture);
    Path library = client.resolveSibling(name);
    if (Files.exists(library)) {
      return library;
    }
    Path partial = Files.createTempFile(client.getParent(), name, ".partial");
    try (JarFile jar = new JarFile(client.toFile())) {
      ZipEntry entry = jar.getEntry("jni/" + name);
      if (entry == null) {
        throw new IOException("%s holds no jni/%s".formatted(client, name));
      }
      try (InputStream content = jar.getInputStream(entry)) {
        Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
      }
      return Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
