package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import natfailover.lab.Needed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cfn-lint, with AWS's own schemas, says of the templates and of what is made of them. */
class LintTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The findings that stay, by rule and file, with the reason why. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "W3002 template.yaml", "only of the translation: sam package uploads nested templates");

  @TempDir private Path folder;

  @Test
  void theTemplatesHaveNoErrorAndNoWarning() throws Exception {
    List<Path> templates = templates();
    assertThat(templates)
        .extracting(file -> ROOT.relativize(file).toString())
        .contains("template.yaml", "fleet/template.yaml", "fleet/zone.yaml")
        .contains("examples/tutorial-1/template.yaml", "examples/tutorial-2/template.yaml");
    assertThat(lint(ROOT, templates)).isEmpty();
  }

  @Test
  void theirTranslationsHaveNoneButTheExceptions() throws Exception {
    List<Path> files = new ArrayList<>();
    for (Translated translated : Translated.values()) {
      // Where the source lies, so that nested templates are found; JSON is YAML.
      Path file = folder.resolve(translated.source());
      Files.createDirectories(file.getParent());
      Files.writeString(file, translated.template().toString());
      files.add(file);
    }
    assertThat(lint(folder, files))
        .as("found; an exception needs a reason, and goes when it is no longer found")
        .containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
  }

  @Test
  void aMistakeIsFound() throws Exception {
    Path broken = folder.resolve("template.yaml");
    String text = Files.readString(ROOT.resolve("examples/tutorial-2/template.yaml"));
    Files.writeString(broken, text.replace("SourceDestCheck: false", "SourceDestChek: false"));
    assertThat(lint(folder, List.of(broken))).isNotEmpty().allMatch(each -> each.startsWith("E"));
  }

  private static List<Path> templates() throws IOException {
    List<Path> templates = new ArrayList<>(List.of(ROOT.resolve("template.yaml")));
    for (String within : List.of("fleet", "examples")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(within))) {
        files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(templates::add);
      }
    }
    return templates;
  }

  /** The rule and the file of each finding. */
  private static List<String> lint(Path root, List<Path> files) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Needed.HERE.program("cfn-lint", "pip install cfn-lint==1.51.0").toString());
    words.addAll(List.of("--format", "json", "--regions", "us-east-1", "ap-northeast-1", "--"));
    files.forEach(file -> words.add(file.toString()));
    Process process =
        new ProcessBuilder(words)
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    JsonNode findings = JSON.readTree(process.getInputStream());
    // 2, 4, 8: errors, warnings, remarks; anything else is cfn-lint's own failure.
    assertThat(process.waitFor()).as("cfn-lint's exit").isBetween(0, 14);
    assertThat(findings.isArray()).as("cfn-lint's answer: %s", findings).isTrue();
    return StreamSupport.stream(findings.spliterator(), false)
        .map(each -> "%s %s".formatted(rule(each), file(root, each)))
        .toList();
  }

  private static String rule(JsonNode finding) {
    return finding.at("/Rule/Id").asText();
  }

  private static Path file(Path root, JsonNode finding) {
    return root.relativize(Path.of(finding.required("Filename").asText()));
  }
}
