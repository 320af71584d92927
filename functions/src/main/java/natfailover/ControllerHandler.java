package natfailover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import natfailover.aws.Calls;
import natfailover.aws.Clients;
import natfailover.aws.Examiner;
import natfailover.aws.FleetObserver;
import natfailover.aws.Json;
import natfailover.aws.LiveCalls;
import natfailover.aws.PlanApplier;
import natfailover.aws.Probers;
import natfailover.doctor.Doctor;
import natfailover.plan.Overlay;
import natfailover.plan.Planner;
import org.crac.Core;

/** Lambda's door: reads triggers, has them answered, reports, then throws if anything failed. */
public final class ControllerHandler implements RequestStreamHandler {
  /** Left for the report, so that it is written before Lambda ends the invocation. */
  private static final Duration FOR_THE_REPORT = Duration.ofSeconds(2);

  private final Function<Duration, Calls> calls;
  private final Controller controller;

  /** Kept, since the runtime holds its resources weakly. */
  private final Priming priming;

  /** Wires the controller by the environment; Lambda calls this. */
  public ControllerHandler() {
    this(Settings.from(System.getenv()), Clients.live(), Clock.systemUTC());
    Core.getGlobalContext().register(priming);
  }

  ControllerHandler(Settings settings, Clients clients, Clock clock) {
    this(settings, clients, left -> new LiveCalls(clock, clock.instant().plus(left)));
  }

  /**
   * Wires the controller to a world and a time of somebody's own.
   *
   * @param calls the door to that world for an invocation that has so much time left
   */
  public ControllerHandler(Settings settings, Clients clients, Function<Duration, Calls> calls) {
    this.calls = calls;
    this.priming = new Priming(settings);
    Overlay overlay = new Overlay(settings.policy());
    Court court = new Court(new Probers(clients), settings.patience(), overlay);
    Planner planner = new Planner(settings.policy());
    this.controller =
        new Controller(
            new FleetObserver(clients),
            overlay,
            new Reconciler(planner, new PlanApplier(clients), court),
            new Consultation(
                new Examiner(clients, settings.patience()), new Doctor(settings.policy())));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(FOR_THE_REPORT);
    Report report = report(input, calls.apply(left), context.getInvokedFunctionArn());
    String json = Json.write(report.json());
    context.getLogger().log(json);
    output.write(json.getBytes(StandardCharsets.UTF_8));
    if (!report.failures().isEmpty()) {
      throw new ReconcileFailed(report.failures());
    }
  }

  /** Does all but report. */
  Report report(InputStream input, Calls given) {
    return report(input, given, "");
  }

  private Report report(InputStream input, Calls given, String function) {
    return controller.answer(Triggers.read(input, given.now()), given, function);
  }
}
