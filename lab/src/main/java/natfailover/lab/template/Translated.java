package natfailover.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates as CloudFormation carries them out, after its transform; written by {@code
 * lab/translate}, all but the nodes' user data, which is read from the template itself.
 */
public enum Translated {
  TEMPLATE("template"),
  FLEET("fleet"),
  ZONE("zone");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern USER_DATA = Pattern.compile("(?m)^ *UserData: (\\S+)$");
  private static final Map<Translated, JsonNode> READ = new ConcurrentHashMap<>();
  private static final ThreadLocal<Map<Translated, JsonNode>> INSTEAD =
      ThreadLocal.withInitial(Map::of);
  private final String label;

  Translated(String label) {
    this.label = label;
  }

  /** The template that is nested under this URL. */
  public static Translated nested(String url) {
    return url.endsWith("zone.yaml") ? ZONE : FLEET;
  }

  /** Read once; nobody changes it. */
  public JsonNode template() {
    JsonNode instead = INSTEAD.get().get(this);
    return instead == null ? READ.computeIfAbsent(this, Translated::read) : instead;
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

  private JsonNode read() {
    JsonNode template = file().required("template");
    if (this == ZONE) {
      JsonNode launched = template.at("/Resources/LaunchTemplate/Properties/LaunchTemplateData");
      ((ObjectNode) launched).put("UserData", userData());
    }
    return template;
  }

  private static String userData() {
    Matcher line = USER_DATA.matcher(resource("zone.yaml"));
    if (!line.find()) {
      throw new IllegalStateException("fleet/zone.yaml has no line UserData");
    }
    return line.group(1);
  }

  /** The file that it was made of. */
  String source() {
    return file().required("source").asText();
  }

  /** The template, and what it was made of. */
  JsonNode file() {
    try {
      return JSON.readTree(resource(label + ".json"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The text of a file beside this class. */
  static String resource(String name) {
    try (InputStream file = Translated.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
