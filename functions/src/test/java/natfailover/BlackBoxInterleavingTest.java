package natfailover;

import static natfailover.Story.A;
import static natfailover.Story.B;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import natfailover.aws.FakeRegion;
import natfailover.aws.SeededCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Invocations that die, or run into each other, before any one of their calls. */
final class BlackBoxInterleavingTest {
  private static final int MORE_THAN_ANY_CALLS = 80;

  /** Lambda ends the invocation here. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What can wake the controller, each on a region of its own. */
  @SuppressWarnings("ImmutableEnumChecker") // The suppliers hold nothing.
  private enum News {
    CRASH,
    WARNING,
    HOOK,
    ORDER;

    Map<String, @Nullable Object> payload() {
      return switch (this) {
        case CRASH -> Story.state(A, "terminated");
        case WARNING -> Story.spotWarning(A);
        case HOOK -> Story.hook("terminate", A, "prod-zone-a");
        case ORDER -> Payloads.object("command", "failover", "fleet", "prod", "zone", "zone-a");
      };
    }

    Story story() {
      Story story = Story.oneZone();
      story.region.table("prod", "b", "zone-a", story.node(A));
      story.region.group("prod", "zone-a").hooks.put("hook-terminate", "TERMINATING");
      if (this == HOOK) {
        story.node(A).lifecycle = "Terminating:Wait";
      }
      if (this == CRASH) {
        story.node(A).terminate();
        for (String table : List.of("rtb-a", "rtb-b")) {
          FakeRegion.at(story.region.tables, table)
              .pointAt("instanceId", A, "networkInterfaceId", "eni-0000000a", "state", "blackhole");
        }
      }
      return story;
    }
  }

  @Test
  void whatAnInvocationThatDiedLeftUndoneTheNextOneDoes() {
    for (News news : News.values()) {
      for (int call = 0; call < MORE_THAN_ANY_CALLS; call++) {
        Story story = news.story();
        before(
            story,
            call,
            () -> {
              throw new Died();
            });
        boolean died = died(story, news);
        story.aws.before = _ -> {};
        if (died && news == News.ORDER) {
          continue; // Nobody repeats an order but who gave it.
        }
        BlackBox.later(story, Duration.ofSeconds(10));
        if (died) {
          story.when(news.payload()); // Lambda tries an event again.
        }
        BlackBox.minutesOfSweeps(story, 2);
        isWell(story, news + " that died before call " + call);
        if (!died) {
          break;
        }
      }
    }
  }

  @Test
  void aSweepBetweenAnyTwoCallsOfAnotherInvocationDoesNotSpoilTheEnd() {
    for (News news : News.values()) {
      for (int call = 0; call < MORE_THAN_ANY_CALLS; call++) {
        Story story = news.story();
        boolean[] swept = {false};
        before(
            story,
            call,
            () -> {
              SeededCalls outer = story.calls;
              story.calls = new SeededCalls(outer.now());
              story.sweep();
              story.calls = outer;
              swept[0] = true;
            });
        story.when(news.payload());
        isWell(story, "a sweep before call " + call + " of " + news);
        if (!swept[0]) {
          assertThat(call).as("calls of " + news).isGreaterThan(15);
          break;
        }
      }
    }
  }

  @Test
  void theSameNewsBetweenAnyTwoCallsOfItsFirstDeliveryDoesNotSpoilTheEnd() {
    // Not of an order: a failover ordered twice is two orders, and the second drains the next node.
    for (News news : List.of(News.CRASH, News.WARNING, News.HOOK)) {
      for (int call = 0; call < MORE_THAN_ANY_CALLS; call++) {
        Story story = news.story();
        boolean[] repeated = {false};
        before(
            story,
            call,
            () -> {
              SeededCalls outer = story.calls;
              story.calls = new SeededCalls(outer.now());
              story.when(news.payload());
              story.calls = outer;
              repeated[0] = true;
            });
        story.when(news.payload());
        isWell(story, news + " again before its call " + call);
        if (!repeated[0]) {
          break;
        }
      }
    }
  }

  private static void before(Story story, int call, Runnable deed) {
    int[] left = {call};
    story.aws.before =
        _ -> {
          if (left[0]-- == 0) {
            deed.run();
          }
        };
  }

  private static boolean died(Story story, News news) {
    try {
      story.when(news.payload());
      return false;
    } catch (Died _) {
      return true;
    }
  }

  /** Traffic and address are with the spare, and nobody is kept waiting. */
  private static void isWell(Story story, String when) {
    assertThat(List.of(story.egress("a"), story.egress("b"))).as(when).containsExactly(B, B);
    assertThat(FakeRegion.at(story.region.addresses, "eipalloc-zone-a").face)
        .as(when)
        .isEqualTo("eni-0000000b");
    assertThat(story.node(A).lifecycle).as(when).isNotEqualTo("Terminating:Wait");
    assertThat(story.node(B).tags).as(when).containsEntry("nat-failover:carries", "zone-a");
  }
}
