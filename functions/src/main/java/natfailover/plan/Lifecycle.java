package natfailover.plan;

/**
 * Where Auto Scaling says an instance stands. AWS adds states, so any value is accepted and only
 * what matters here is asked.
 *
 * @param state for example {@code InService} or {@code Terminating:Wait}
 * @param givenUp whether the group holds it for unhealthy: it ends it as soon as it can replace it
 */
public record Lifecycle(String state, boolean givenUp) {
  /** One that the group holds for healthy. */
  public Lifecycle(String state) {
    this(state, false);
  }

  /** On its way into the group, held by a hook or not. */
  public boolean launching() {
    return state.startsWith("Pending");
  }

  /** Held by a launch hook. */
  public boolean awaitsLaunch() {
    return state.equals("Pending:Wait");
  }

  /** On its way out of the group. */
  public boolean terminating() {
    return state.startsWith("Terminat");
  }

  /** Held by a terminate hook. */
  public boolean awaitsTermination() {
    return state.equals("Terminating:Wait");
  }

  /** In service. */
  public boolean inService() {
    return state.equals("InService");
  }
}
