package natfailover.lab.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Takes one thing after the other out of the templates, and has the tests of them notice it. */
class MutationsTest {
  /** The quickest first. */
  private static final List<LauncherDiscoveryRequest> TESTS =
      Stream.of(OrderTest.class, WakingTest.class, RolesTest.class, EventRulesTest.class)
          .map(
              each ->
                  LauncherDiscoveryRequestBuilder.request()
                      .selectors(selectClass(each))
                      .filters(includeEngines("junit-jupiter"))
                      .build())
          .toList();

  /** Changes that change nothing, as a regular expression, and why. */
  private static final Map<String, String> EQUIVALENT =
      Map.of(
          ".*: without \\w+/(DeletionPolicy|UpdateReplacePolicy) Delete",
          "without a word CloudFormation deletes these types; saying so is what cfn-lint asks for",
          ".*(without|with Delete as) ControllerVersion\\w+/DeletionPolicy.*",
          "the transform's: no alias leads to an old version, and all go with their function");

  private final Launcher launcher = LauncherFactory.create();

  @Test
  void theTestsPassAsTheTemplatesAre() {
    assertThat(fails()).isFalse();
  }

  @Test
  void whateverIsTakenOutOfTheTemplatesIsMissed() {
    List<Mutation> all = Mutations.all();
    List<String> survivors =
        all.stream().filter(this::survives).map(Mutation::toString).sorted().toList();
    assertThat(all).hasSizeGreaterThan(300);
    assertThat(survivors)
        .as("of %d changes these are noticed by no test", all.size())
        .allMatch(each -> EQUIVALENT.keySet().stream().anyMatch(each::matches));
    assertThat(EQUIVALENT.keySet())
        .as("expressions that match nothing any more")
        .allMatch(each -> survivors.stream().anyMatch(survivor -> survivor.matches(each)));
  }

  private boolean survives(Mutation mutation) {
    AtomicBoolean noticed = new AtomicBoolean();
    mutation.template().instead(mutation.applied(), () -> noticed.set(fails()));
    return !noticed.get();
  }

  private boolean fails() {
    return TESTS.stream().anyMatch(this::fails);
  }

  private boolean fails(LauncherDiscoveryRequest tests) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    launcher.execute(tests, summary);
    assertThat(summary.getSummary().getTestsFoundCount()).isPositive();
    return summary.getSummary().getTotalFailureCount() > 0;
  }
}
