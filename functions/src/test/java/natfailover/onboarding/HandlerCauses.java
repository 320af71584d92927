package natfailover.onboarding;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What the handler itself says; the last four reach the log alone. */
final class HandlerCauses {
  static final List<Cause> ALL =
      List.of(
          new Cause(
              "a setting is wrong",
              _ -> OnboardingSettings.from(Map.of("CONTROLLER_TIMEOUT_SECONDS", "1m"))),
          new Cause(
              "the code is wrong",
              _ -> {
                throw new IllegalStateException("no such thing");
              }),
          new Cause("the time is up", desk -> desk.said = List.of(OnboardingHandler.TIME_UP)),
          new Cause("the event is no object", _ -> Event.read("[]")),
          new Cause("the event does not say where to answer", _ -> Event.read("{}")),
          new Cause("the address of the answer is none", _ -> post("no address")),
          new Cause("nobody takes the answer", _ -> post("http://127.0.0.1:1/")));

  private HandlerCauses() {}

  private static void post(String url) {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    new AnswerPost(clock, _ -> {}, Duration.ofSeconds(20))
        .put(url, "{}", Instant.EPOCH.plusMillis(1500));
  }
}
