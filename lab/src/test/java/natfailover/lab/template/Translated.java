package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The templates as CloudFormation carries them out, after its transform; by {@code translate}. */
public enum Translated {
  TEMPLATE("template", "template.yaml"),
  FLEET("fleet", "fleet/template.yaml"),
  ZONE("zone", "fleet/zone.yaml");

  private static final Path FILES = Path.of("src/main/resources/natfailover/lab/translated");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Translated, JsonNode> READ = new ConcurrentHashMap<>();
  private static final ThreadLocal<Map<Translated, JsonNode>> INSTEAD =
      ThreadLocal.withInitial(Map::of);
  private final String label;
  private final String source;

  Translated(String label, String source) {
    this.label = label;
    this.source = source;
  }

  /** The template that is nested under this URL. */
  public static Translated nested(String url) {
    return url.endsWith("zone.yaml") ? ZONE : FLEET;
  }

  String source() {
    return source;
  }

  /** Read once; nobody changes it. */
  public JsonNode template() {
    JsonNode instead = INSTEAD.get().get(this);
    return instead == null
        ? READ.computeIfAbsent(this, each -> each.file().required("template"))
        : instead;
  }

  /** Does something in this thread as if this template were another. */
  public void instead(JsonNode other, Runnable task) {
    INSTEAD.set(Map.of(this, other));
    try {
      task.run();
    } finally {
      INSTEAD.remove();
    }
  }

  /** Whether it was made of the template as it now is, the nodes' user data aside. */
  boolean upToDate() {
    return digest().equals(file().path("sha256").asText());
  }

  private String digest() {
    try {
      String text = Files.readString(Path.of("..").resolve(source));
      String plain = text.replaceAll("(?m)^(\\s*UserData:).*$", "$1 \"\"");
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode file() {
    try {
      return JSON.readTree(FILES.resolve(label + ".json").toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
