package natfailover.lab.region;

import java.util.Locale;

/** The six states of an instance, with EC2's codes. */
enum InstanceState {
  PENDING(0),
  RUNNING(16),
  SHUTTING_DOWN(32),
  TERMINATED(48),
  STOPPING(64),
  STOPPED(80);

  private final int code;

  InstanceState(int code) {
    this.code = code;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What Auto Scaling takes for running or about to. */
  boolean alive() {
    return this == PENDING || this == RUNNING;
  }

  boolean ending() {
    return this == SHUTTING_DOWN || this == TERMINATED;
  }

  Tree tree() {
    return new Tree().put("code", code).put("name", text());
  }
}
