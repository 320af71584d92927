package natfailover.lab.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Only what has changed is said, in an order that the tool can follow. */
class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void whatStaysTheSameIsSaidOnce() {
    Map<String, Ledger.Entry> wanted = Map.of("a", new Ledger.Entry("put a", "remove a"));
    assertThat(ledger.become(wanted).hitless()).containsExactly("put a");
    assertThat(ledger.become(wanted).isEmpty()).isTrue();
  }

  @Test
  void aReplacementIsPutInPlaceOfItsForerunnerWithNoGapBetween() {
    ledger.become(Map.of("route", new Ledger.Entry("route via a", "remove route")));
    Ledger.Change change =
        ledger.become(Map.of("route", new Ledger.Entry("route via b", "remove route")));
    assertThat(change.hitless()).containsExactly("route via b");
    assertThat(change.atomic()).isEqualTo("remove route; route via b");
  }

  @Test
  void anotherRuleOfTheSameNameIsAddedBeforeTheFormerGoes() {
    ledger.become(Map.of("rule", new Ledger.Entry("add 1", "remove 1")));
    Ledger.Change change = ledger.become(Map.of("rule", new Ledger.Entry("add 2", "remove 2")));
    assertThat(change.hitless()).containsExactly("add 2", "remove 1");
  }

  @Test
  void whatIsNoLongerWantedIsRemoved() {
    ledger.become(Map.of("a", new Ledger.Entry("put a", "remove a")));
    assertThat(ledger.become(Map.of()).hitless()).containsExactly("remove a");
  }
}
