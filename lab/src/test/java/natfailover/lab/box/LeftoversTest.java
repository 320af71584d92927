package natfailover.lab.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import natfailover.lab.Needed;
import org.junit.jupiter.api.Test;

/** Whatever ends a lab, nothing of it stays. */
class LeftoversTest {
  private static final File NAMES = new File("/run/netns");

  @Test
  void twoLabsStandSideBySideAndAKilledOneLeavesNothing() throws Exception {
    List<String> before = names();
    Process first = standing();
    Process second = standing();
    try {
      List<ProcessHandle> inside = first.descendants().toList();
      assertThat(inside).hasSizeGreaterThan(5);
      assertThat(names()).isEqualTo(before);
      first.destroyForcibly().waitFor();
      Patience.await(() -> inside.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(second.descendants().toList()).hasSizeGreaterThan(5);
    } finally {
      first.destroyForcibly();
      second.destroyForcibly().waitFor();
    }
  }

  /** A box that stands, or a skipped test with the launcher's own reason. */
  private static Process standing() throws IOException {
    Process process = InABox.start(List.of(StandingBox.class.getName()));
    BufferedReader lines = process.inputReader();
    List<String> said = new ArrayList<>();
    String line = lines.readLine();
    while (line != null && !line.startsWith("standing")) {
      said.add(line);
      line = lines.readLine();
    }
    Needed.HERE.when(line != null || !said.toString().contains("in-a-box:"), said.toString());
    assertThat(line).as("the box said %s", said).isEqualTo("standing, and seen as 198.51.100.1");
    return process;
  }

  private static List<String> names() {
    return Optional.ofNullable(NAMES.list()).map(Arrays::asList).orElse(List.of()).stream()
        .filter(name -> List.of("internet", "igw", "vpc").contains(name))
        .sorted()
        .toList();
  }
}
