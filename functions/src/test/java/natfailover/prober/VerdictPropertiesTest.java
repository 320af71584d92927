package natfailover.prober;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the verdict whatever was seen. */
class VerdictPropertiesTest {
  @Provide
  Arbitrary<Observation> observations() {
    return Combinators.combine(
            Arbitraries.of(Outcome.class).filter(it -> it != Outcome.NOT_AWAITED),
            Arbitraries.of(true, false))
        .as(
            (outcome, named) ->
                named || outcome == Outcome.UNRESOLVED || outcome == Outcome.PRIVATE
                    ? VerdictTest.name(outcome)
                    : VerdictTest.address(outcome));
  }

  @Provide
  Arbitrary<List<Observation>> targets() {
    return observations().list().ofMinSize(1).ofMaxSize(8);
  }

  /** The rows of the table, written as conditions that exclude each other. */
  @Property
  void anythingThatCanBeSeenHasExactlyOneVerdict(
      @ForAll("targets") List<Observation> targets, @ForAll Outcome control) {
    boolean all = targets.stream().allMatch(it -> it.outcome() == Outcome.ACCEPTED);
    boolean some = targets.stream().anyMatch(it -> it.outcome() == Outcome.ACCEPTED);
    boolean names = targets.stream().anyMatch(it -> !it.target().isLiteral());
    boolean resolved =
        targets.stream()
            .anyMatch(it -> !it.target().isLiteral() && it.outcome() != Outcome.UNRESOLVED);
    boolean near = control == Outcome.ACCEPTED || control == Outcome.REFUSED;
    List<Verdict> fitting = new ArrayList<>();
    add(fitting, all, Verdict.EGRESS);
    add(fitting, some && !all && names && !resolved, Verdict.DNS_DOWN);
    add(fitting, some && !all && !(names && !resolved), Verdict.SITE_DOWN);
    add(fitting, !some && near, Verdict.NAT_DOWN);
    add(fitting, !some && !near, Verdict.ZONE_DOWN);
    assertThat(fitting).containsExactly(Verdict.of(targets, control));
  }

  @Property
  void oneMoreAnswerNeverMakesItWorse(
      @ForAll("targets") List<Observation> targets,
      @ForAll Outcome control,
      @ForAll int which,
      @ForAll boolean named) {
    Verdict before = Verdict.of(targets, control);
    List<Observation> answered = new ArrayList<>(targets);
    Observation one = targets.get(Math.floorMod(which, targets.size()));
    answered.set(
        Math.floorMod(which, targets.size()),
        one.target().isLiteral()
            ? VerdictTest.address(Outcome.ACCEPTED)
            : VerdictTest.name(Outcome.ACCEPTED));
    assertThat(Verdict.of(answered, control)).isLessThanOrEqualTo(before);
    List<Observation> added = new ArrayList<>(targets);
    added.add(named ? VerdictTest.name(Outcome.ACCEPTED) : VerdictTest.address(Outcome.ACCEPTED));
    assertThat(Verdict.of(added, control)).isLessThanOrEqualTo(before);
    assertThat(Verdict.of(targets, Outcome.ACCEPTED)).isLessThanOrEqualTo(before);
  }

  @Property
  void theOrderOfTheTargetsDoesNotMatter(
      @ForAll("targets") List<Observation> targets, @ForAll Outcome control, @ForAll long seed) {
    List<Observation> shuffled = new ArrayList<>(targets);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Verdict.of(shuffled, control)).isEqualTo(Verdict.of(targets, control));
  }

  private static void add(List<Verdict> fitting, boolean fits, Verdict verdict) {
    if (fits) {
      fitting.add(verdict);
    }
  }
}
