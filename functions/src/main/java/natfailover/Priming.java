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
 * Runs a whole failover against canned answers before SnapStart takes its snapshot, so that the
 * first real one finds every class loaded. Reaches no account and changes nothing.
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
    for (String event : EVENTS) {
      byte[] payload = event.getBytes(StandardCharsets.UTF_8);
      Report report = rehearsed.report(new ByteArrayInputStream(payload), Rehearsal.calls());
      System.out.println("primed: " + Json.write(report.json()));
    }
    Rehearsal.meetEndpoint().ifPresent(why -> System.out.println("primed without TLS: " + why));
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was kept that a restore could make stale.
  }
}
