package natfailover.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a game day is not told, or cannot do, it refuses before it builds anything. */
class GameDayOptionsTest {
  private static final String ALONE = "--no-packets";

  @Test
  void whatIsNotKnownIsRefusedWithWhatIsAllowed() {
    assertThat(refused(ALONE, "--network", "tutorial-9"))
        .contains("there is no network 'tutorial-9'; allowed: tutorial-1, tutorial-2, three-zones");
    assertThat(refused(ALONE, "--scenario", "earthquake"))
        .contains("there is no scenario 'earthquake'; allowed: all, crash, second-crash, hang");
    assertThat(refused(ALONE, "--repeat", "0"))
        .contains("--repeat is 0, allowed are whole numbers");
    assertThat(refused(ALONE, "--task-root", "/nowhere"))
        .contains("there is no /nowhere; build it");
    assertThat(refused("--propagation-ms", "5"))
        .contains("--propagation-ms is [5], allowed are two whole numbers from 0");
    assertThat(refused("--flows", "0")).contains("--flows is 0, allowed are whole numbers");
  }

  @Test
  void whatNeedsPacketsIsRefusedWithoutThem() {
    assertThat(refused(ALONE, "--scenario", "crash"))
        .contains("crash means nothing to the control plane alone; leave out --no-packets");
    assertThat(refused("--strict", "--flows=5", "--propagation-ms=0,0", ALONE))
        .contains(
            "--flows, --propagation-ms, --strict: nothing that the control plane alone knows;"
                + " leave out --no-packets");
  }

  private static String refused(String... arguments) {
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new GameDay()).setErr(new PrintWriter(errors, true)).execute(arguments);
    assertThat(exitCode).as("%s", errors).isEqualTo(2);
    return errors.toString();
  }
}
