package natfailover.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The tests are tested: each fault of {@code planted-faults.md} makes one of them fail. */
final class PlantedFaultsTest {
  @TempDir private Path folder;

  static List<PlantedFault> faults() {
    return PlantedFault.all();
  }

  static Stream<String> tests() {
    return faults().stream().map(PlantedFault::test).distinct().sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aPlantedFaultIsCaught(PlantedFault fault) throws IOException {
    try (Build build = Build.with(fault, folder)) {
      assertThat(failures(build, fault.test())).as("what %s says", fault.test()).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tests")
  void withoutAFaultTheSameTestsPass(String test) throws IOException {
    try (Build build = Build.sound(folder)) {
      assertThat(failures(build, test)).isEmpty();
    }
  }

  @Test
  void thereAreEnoughOfThemAndNoneTwice() {
    assertThat(faults()).hasSizeGreaterThanOrEqualTo(15);
    assertThat(faults()).extracting(PlantedFault::name).doesNotHaveDuplicates();
    assertThat(faults()).extracting(PlantedFault::faulty).doesNotContain("");
  }

  /** The tests of a class that fail. */
  private List<String> failures(Build build, String test) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(build);
    try {
      LauncherFactory.create().execute(asked(build, test), listener);
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(listener.getSummary().getTestsFoundCount()).as("tests of " + test).isPositive();
    return listener.getSummary().getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getDisplayName())
        .toList();
  }

  private LauncherDiscoveryRequest asked(Build build, String test) {
    return request()
        .selectors(selectClass(build, "natfailover." + test))
        // Not that of the real run, which begins with what failed last.
        .configurationParameter("jqwik.database", folder.resolve("jqwik").toString())
        .build();
  }
}
