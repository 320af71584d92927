package natfailover.faults;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The product and its tests as classes of their own, some of which were compiled otherwise. */
final class Build extends URLClassLoader {
  private static final String OURS = "natfailover.";

  private Build(Path changed) {
    super(
        new URL[] {
          url(changed), url(Path.of("target/classes")), url(Path.of("target/test-classes"))
        },
        Build.class.getClassLoader());
  }

  /** As it is. */
  static Build sound(Path folder) {
    return new Build(folder);
  }

  /** With a fault in it; the folder takes what is compiled. */
  static Build with(PlantedFault fault, Path folder) {
    Path source = folder.resolve("source").resolve(fault.file());
    try {
      Files.createDirectories(source.getParent());
      Files.writeString(source, fault.source());
      compile(fault, source, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(folder);
  }

  private static void compile(PlantedFault fault, Path source, Path folder) throws IOException {
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-proc:none", "-nowarn", "-d", folder.toString());
      boolean compiled =
          javac
              .getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      if (!compiled) {
        throw new IllegalStateException(
            "with '" + fault.name() + "' " + fault.file() + " is no Java: " + complaints);
      }
    }
  }

  /** Ours from here, the rest from where everybody has it. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  private static URL url(Path folder) {
    try {
      return folder.toAbsolutePath().toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(folder + " is no place to load classes from", e);
    }
  }
}
