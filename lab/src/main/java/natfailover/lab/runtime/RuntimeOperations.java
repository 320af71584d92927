package natfailover.lab.runtime;

/** What a runtime asks of and reports to its sandbox, one method per Runtime API operation. */
interface RuntimeOperations {
  /** The runtime is free; returns when there is an event for it. */
  Event next() throws InterruptedException;

  /** Whether the answer belongs to the event in hand. */
  boolean answer(String requestId, Outcome outcome);

  void initializationFailed(Outcome.FunctionError error);

  /** The runtime stands at its checkpoint; returns when it is to go on. */
  void awaitRestore() throws InterruptedException;

  void restoreFailed(Outcome.FunctionError error);
}
