package natfailover.lab.simulation;

/** An invocation's task that does nothing: the test acts in its place, and nobody waits for it. */
final class Bystander implements Invocation.Task {
  @Override
  public void run(Invocation self) {
    // The test does it.
  }

  @Override
  public void over(Invocation self) {
    // Nobody waits.
  }
}
