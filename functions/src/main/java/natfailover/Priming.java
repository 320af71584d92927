package natfailover;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import natfailover.aws.Json;
import natfailover.aws.Rehearsal;
import org.crac.Context;
import org.crac.Resource;

/**
 * Runs whole failovers against canned answers before SnapStart takes its snapshot, so that the
 * first real one finds every class loaded and what runs often compiled. Reaches no account and
 * changes nothing.
 */
final class Priming implements Resource {
  private static final List<String> EVENTS =
      List.of(
          "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}",
          """
          {"source":"aws.ec2","detail-type":"EC2 Instance State-change Notification",\
          "time":"2026-01-01T00:00:00Z",\
          "detail":{"instance-id":"i-0000000000000000a","state":"shutting-down"}}\
          """);

  private final Settings settings;

  Priming(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    ControllerHandler rehearsed =
        new ControllerHandler(settings, Rehearsal.clients(), Clock.systemUTC());
    for (int times = 1; times < settings.rehearsals(); times++) {
      EVENTS.forEach(event -> rehearse(rehearsed, event));
    }
    EVENTS.forEach(event -> System.out.println("primed: " + rehearse(rehearsed, event)));
    Rehearsal.meetEndpoint().ifPresent(why -> System.out.println("primed without TLS: " + why));
  }

  private static String rehearse(ControllerHandler rehearsed, String event) {
    byte[] payload = event.getBytes(StandardCharsets.UTF_8);
    return Json.write(
        rehearsed.report(new ByteArrayInputStream(payload), Rehearsal.calls()).json());
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was kept that a restore could make stale.
  }
}
