package natfailover.lab.box;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What an instance has on its disk and does at a start: user data the first time, as cloud-init,
 * and later what systemd would start.
 */
public record Disk(String instance, BoxSettings settings, Optional<String> userData) {
  private static final Namespace.Result NOTHING_TO_DO = new Namespace.Result(0, "");
  private static final int LAST_WORDS = 20;

  /** The root folder of what the node installs. */
  public Path root() {
    return settings.folder().resolve(instance).resolve("disk");
  }

  /** What boots have said. */
  public Path log() {
    return settings.folder().resolve(instance).resolve("boot.log");
  }

  /** Programs of this machine that the instance's image does not have. */
  List<String> missingPrograms() {
    List<String> missing = new ArrayList<>();
    if (!settings.conntrackd()) {
      missing.add("conntrackd");
    }
    if (!settings.iptables()) {
      missing.addAll(List.of("iptables", "iptables-restore"));
    }
    return missing;
  }

  Map<String, String> environment() {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "NAT_FAILOVER_ROOT",
                root().toString(),
                "NAT_FAILOVER_PYTHON",
                settings.python(),
                "NAT_FAILOVER_TARGETS",
                Plumbing.TARGETS,
                "AWS_ENDPOINT_URL",
                "http://203.0.113.200"));
    if (!settings.conntrackd()) {
      environment.put("NAT_FAILOVER_CONNTRACKD", "none");
    }
    return environment;
  }

  /** Runs what a start runs, to its end. */
  Namespace.Result boot(Namespace place) {
    if (userData.isEmpty()) {
      return NOTHING_TO_DO;
    }
    try {
      Path script = root().resolve("var/lib/cloud/user-data");
      boolean first = Files.notExists(script);
      Files.createDirectories(script.getParent());
      return first ? first(place, script) : again(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Namespace.Result first(Namespace place, Path script) throws IOException {
    byte[] given = Base64.getMimeDecoder().decode(userData.orElseThrow());
    Files.write(script, unpacked(given));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + script + " a program");
    }
    return run(place, List.of(script.toString()));
  }

  private static byte[] unpacked(byte[] given) throws IOException {
    boolean packed = given.length > 1 && given[0] == 0x1f && given[1] == (byte) 0x8b;
    try (InputStream stream = new ByteArrayInputStream(given);
        InputStream plain = packed ? new GZIPInputStream(stream) : stream) {
      return plain.readAllBytes();
    }
  }

  /** A boot from a disk that was used before: NAT first, then the agent, which goes on running. */
  private Namespace.Result again(Namespace place) throws IOException {
    Path run = root().resolve("run");
    try (Stream<Path> left = Files.exists(run) ? Files.walk(run) : Stream.empty()) {
      for (Path each : left.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(each);
      }
    }
    Files.createDirectories(run);
    Path program = root().resolve("opt/nat-failover/nat.py");
    Namespace.Result nat = run(place, List.of(settings.python(), program.toString()));
    startAgent(place);
    return nat;
  }

  /** Starts the agent from what is on the disk already. */
  ProcessHandle startAgent(Namespace place) {
    String program = root().resolve("opt/nat-failover/agent.py").toString();
    ProcessBuilder builder = place.prepare(List.of("setsid", settings.python(), program));
    builder.environment().putAll(environment());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(journal().toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      ProcessHandle agent = builder.start().toHandle();
      Files.writeString(agentsId(), agent.pid() + "\n");
      return agent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The agent that runs, if one was started. */
  Optional<ProcessHandle> agent() {
    try {
      return Files.exists(agentsId())
          ? ProcessHandle.of(Long.parseLong(Files.readString(agentsId()).strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the agent said last. */
  String lastWords() {
    try {
      List<String> said = Files.readAllLines(journal());
      return String.join("\n", said.subList(Math.max(0, said.size() - LAST_WORDS), said.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path agentsId() {
    return root().resolve("run/nat-failover-agent.pid");
  }

  private Path journal() {
    return root().resolve("var/log/nat-failover.log");
  }

  private Namespace.Result run(Namespace place, List<String> words) throws IOException {
    ProcessBuilder builder = place.prepare(words).redirectErrorStream(true);
    builder.environment().putAll(environment());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      int status = builder.start().waitFor();
      return new Namespace.Result(status, Files.readString(log()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BoxFailed(instance + ": interrupted while booting");
    }
  }
}
