package natfailover.plan;

/** The six states that EC2 reports for an instance. */
public enum InstanceState {
  PENDING,
  RUNNING,
  STOPPING,
  STOPPED,
  SHUTTING_DOWN,
  TERMINATED
}
