package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import natfailover.lab.Needed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is deployed in the tests is what CloudFormation would make of the templates. */
class TranslatedTest {
  @ParameterizedTest
  @EnumSource
  void theTranslationIsOfTheTemplateAsItIsNow(Translated translated) {
    assertThat(translated.file().required("sha256").asText())
        .as("%s has changed; write its translation anew: lab/translate", translated.source())
        .isEqualTo(digest(text(translated)));
  }

  @Test
  void theNodesRunTheUserDataOfTheTemplate() {
    String launched =
        Translated.ZONE
            .template()
            .at("/Resources/LaunchTemplate/Properties/LaunchTemplateData/UserData")
            .asText();
    assertThat(Base64.getDecoder().decode(launched)).startsWith(0x1f, 0x8b);
    assertThat(text(Translated.ZONE)).contains("UserData: " + launched + "\n");
  }

  private static String text(Translated translated) {
    try {
      return Files.readString(Path.of("..").resolve(translated.source()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Of a template without the nodes' user data. */
  private static String digest(String text) {
    String plain = text.replaceAll("(?m)^(\\s*UserData:).*$", "$1 \"\"");
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void itIsWhatTheTranslatorMakes() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "translate", "--check").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    Needed.HERE.when(code != 2, said);
    assertThat(code).as(said).isZero();
  }
}
