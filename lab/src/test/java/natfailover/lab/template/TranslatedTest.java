package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is deployed in the tests is what CloudFormation would make of the templates. */
class TranslatedTest {
  @ParameterizedTest
  @EnumSource
  void theTranslationIsOfTheTemplateAsItIsNow(Translated translated) {
    assertThat(translated.upToDate())
        .as("%s has changed; write its translation anew: lab/translate", translated.source())
        .isTrue();
  }

  @Test
  void itIsWhatTheTranslatorMakes() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("python3", "translate", "--check").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assumeTrue(code != 2, said);
    assertThat(code).as(said).isZero();
  }
}
