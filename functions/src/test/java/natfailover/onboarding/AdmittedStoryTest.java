package natfailover.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was gone back from may never have been deployed, and is judged again. */
final class AdmittedStoryTest {
  private final Desk desk = new Desk();

  AdmittedStoryTest() {
    desk.resource = "RouteTablesCheck";
    desk.check = true;
    desk.zones("a", "b");
  }

  @Test
  void whatFailedAfterTheCheckIsJudgedAgainThoughTheCheckWasAskedToGoBackFromIt() {
    Map<?, ?> one = triedAndLeft();
    desk.region.tables.remove("rtb-a");
    desk.zones("a", "b");
    assertThatThrownBy(() -> desk.update(one))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.faults())
                    .extracting(Fault::where, Fault::what)
                    .containsExactly(tuple("rtb-a", "does not exist in this account and region")));
    desk.zones("b");
    assertThat(desk.update(one)).as("the refused update undone").isEmpty();
  }

  @Test
  void onceItIsAdmittedAgainItIsGoneBackFromLikeAnyOther() {
    Map<?, ?> one = triedAndLeft();
    desk.zones("a", "b");
    assertThat(desk.update(one)).isEmpty();
    Map<?, ?> two = desk.snapshot();
    desk.region.tables.remove("rtb-b");
    desk.zones("b");
    assertThat(desk.update(two)).isEmpty();
  }

  @Test
  void aReturnThatFailsIsUndoneThoughItHasGivenTheZoneAnotherElasticIp() {
    desk.byHand();
    Map<?, ?> made = desk.snapshot();
    desk.create();
    desk.properties.put("ElasticIps", List.of("zone-a=eipalloc-a"));
    desk.update(made);
    Map<?, ?> brought = desk.snapshot();
    desk.properties.remove("ElasticIps");
    desk.update(brought);
    desk.region.address("prod", "zone-a", "203.0.113.8", desk.carrier(desk.table));
    desk.properties.put("ElasticIps", List.of("zone-a=eipalloc-a"));
    assertThat(desk.update(made)).isEmpty();
  }

  /** Two zones are admitted after one, and the check is asked to go back. */
  private Map<?, ?> triedAndLeft() {
    desk.zones("b");
    desk.create();
    Map<?, ?> one = desk.snapshot();
    desk.zones("a", "b");
    desk.update(one);
    Map<?, ?> two = desk.snapshot();
    desk.zones("b");
    assertThat(desk.update(two)).isEmpty();
    return one;
  }
}
