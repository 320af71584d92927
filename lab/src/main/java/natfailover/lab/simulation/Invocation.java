package natfailover.lab.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import natfailover.aws.LiveCalls;

/** One run of the controller: a strand of its own, and one for each call that is under way. */
final class Invocation implements LiveCalls.Sleeper, ThreadFactory {
  /** Threads do not all get going in the same moment. */
  private static final Duration START = Duration.ofMillis(2);

  private final World world;
  private final Wake wake;
  private final int number;
  private final Strand root;
  private final List<Strand> limbs = new ArrayList<>();
  private final Sight sight = new Sight();
  private final Attempts attempts = new Attempts();
  private int writes;
  private int calls;
  private int lastCall = Integer.MAX_VALUE;
  private boolean lastTakesEffect;

  /** What is done in an invocation, and after it, however it ended. */
  interface Task {
    void run(Invocation self);

    void over(Invocation self);
  }

  Invocation(World world, Wake wake, int number, Task task) {
    this.world = world;
    this.wake = wake;
    this.number = number;
    this.root = new Strand(world.time(), () -> begin(task), () -> task.over(this));
    root.thread().start();
    world.time().after(Duration.ZERO, root::go);
  }

  /** Unless it was killed before. */
  private void begin(Task task) {
    if (!root.killed()) {
      task.run(this);
    }
  }

  Wake wake() {
    return wake;
  }

  int number() {
    return number;
  }

  /** What it has seen, and when. */
  Sight sight() {
    return sight;
  }

  int writes() {
    return writes;
  }

  void wrote() {
    writes++;
  }

  /** What it has tried to write. */
  Attempts attempts() {
    return attempts;
  }

  int calls() {
    return calls;
  }

  /** It makes one call more, the one of this number. */
  int call() {
    return ++calls;
  }

  /** It is to be killed at a call of its own. */
  void doom(int call, boolean takesEffect) {
    lastCall = call;
    lastTakesEffect = takesEffect;
  }

  boolean diesBefore(int call) {
    return call == lastCall && !lastTakesEffect;
  }

  boolean diesAfter(int call) {
    return call == lastCall && lastTakesEffect;
  }

  boolean over() {
    return root.over();
  }

  /** Lambda ends it here, whatever is under way. */
  void kill() {
    abandonLimbs();
    root.kill();
  }

  private void abandonLimbs() {
    List.copyOf(limbs).forEach(Strand::kill);
  }

  @Override
  public Thread newThread(Runnable task) {
    Strand limb = new Strand(world.time(), task, root::nudge);
    limbs.removeIf(Strand::over);
    limbs.add(limb);
    world.time().after(world.chance().upTo(START), limb::go);
    return limb.thread();
  }

  @Override
  public void sleep(Duration time) {
    Strand.current().waitUntil(world.now().plus(time));
  }

  @Override
  public Duration some(Duration atMost) {
    return world.chance().upTo(atMost);
  }

  /** Waits in virtual time; when that is over, all that is under way is abandoned. */
  @Override
  public <T> T result(Future<T> running, Duration left)
      throws InterruptedException, ExecutionException, TimeoutException {
    Instant end = world.now().plus(left.isPositive() ? left : Duration.ofMillis(1));
    while (!running.isDone()) {
      if (!world.now().isBefore(end)) {
        world.time().after(Duration.ZERO, this::abandonLimbs);
        while (limbs.stream().anyMatch(limb -> !limb.over())) {
          root.waitUntil(world.now().plusMillis(1));
        }
        throw new TimeoutException("no answer by " + end);
      }
      root.waitUntil(end);
    }
    try {
      return running.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Strand.Killed) {
        throw new TimeoutException("abandoned with others by " + world.now());
      }
      throw e;
    }
  }
}
