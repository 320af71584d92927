package natfailover.lab.traffic;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A private host's side of a load, a program: {@code NearEnd SETUP}. Commands on standard input, in
 * this order: {@code open}, {@code talk}, {@code mark NANOS}, {@code check}; it ends with its
 * input.
 */
public final class NearEnd implements Flow.Watcher {
  private final Loop loop = Loop.start();
  private final NearSetup setup;
  private final Opening opening;
  private final CountDownLatch opened = new CountDownLatch(1);
  private @Nullable Talk talk;
  private @Nullable Check check;
  private @Nullable Probes probes;
  private long mark = System.nanoTime();

  private NearEnd(NearSetup setup) {
    this.setup = setup;
    opening = new Opening(loop, setup, this, opened::countDown);
  }

  /** Does as it is told until standard input ends. */
  public static void main(String[] words) throws IOException, InterruptedException {
    NearEnd near = new NearEnd(Json.read(words[0], new TypeReference<NearSetup>() {}));
    Json.say("ready");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      List<String> command = List.of(line.split(" ", -1));
      switch (command.getFirst()) {
        case "open" -> near.open();
        case "talk" -> near.talk();
        case "mark" -> near.mark(Long.parseLong(command.get(1)));
        case "check" -> near.check();
        default -> throw new IllegalArgumentException("no such command: " + line);
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private void open() throws InterruptedException {
    loop.submit(opening::begin);
    opened.await();
    onLoop(_ -> Json.say(opening.fault().orElse("")));
  }

  private void talk() throws IOException, InterruptedException {
    onLoop(
        own -> {
          own.talk = new Talk(loop, setup, opening.flows());
          own.talk.begin();
        });
    if (setup.program() == 0) {
      probes = Probes.start(setup);
    }
    Json.say("talking");
  }

  private void mark(long nanos) throws InterruptedException {
    mark = nanos;
    onLoop(
        own -> {
          if (own.talk != null) {
            own.talk.mark(nanos);
          }
        });
    Json.say("marked");
  }

  private void check() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    onLoop(
        own -> {
          own.check = new Check(loop, setup, opening.flows(), done::countDown);
          own.check.begin();
        });
    // The far end may answer its polls from here on.
    Json.say("checking");
    if (probes != null) {
      probes.quiet();
    }
    done.await();
    onLoop(own -> Json.say(own.report()));
  }

  @Override
  public void opened(Flow flow) {}

  @Override
  public void settled(Flow flow) {
    if (check != null) {
      check.settled();
    }
  }

  private NearReport report() {
    List<KindReport> flows = Results.of(setup, opening.flows());
    List<Fate> fates = opening.flows().stream().map(Flow::fate).toList();
    return probes == null
        ? new NearReport(setup.host(), flows, fates, List.of(), List.of(), List.of())
        : probes.report(flows, fates, mark);
  }

  /** Does a thing on the loop's thread, which owns all flows, and waits for it. */
  private void onLoop(Consumer<NearEnd> task) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.submit(
        () -> {
          task.accept(this);
          done.countDown();
        });
    done.await();
  }
}
