package natfailover.lab.region;

import java.time.Instant;

/** An open lifecycle action: a hook holds a member until told, or until its time runs out. */
final class Wait {
  private final Hook hook;
  private final String token;
  private final Instant limit;
  private Instant deadline;

  Wait(Hook hook, String token, Instant now) {
    this.hook = hook;
    this.token = token;
    this.limit = now.plus(hook.globalTimeout());
    this.deadline = now.plus(hook.heartbeat());
  }

  Hook hook() {
    return hook;
  }

  String token() {
    return token;
  }

  Instant deadline() {
    return deadline;
  }

  /** Restarts the heartbeat, but never past the global timeout. */
  void beat(Instant now) {
    Instant extended = now.plus(hook.heartbeat());
    deadline = extended.isBefore(limit) ? extended : limit;
  }
}
