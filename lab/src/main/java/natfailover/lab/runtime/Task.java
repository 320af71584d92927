package natfailover.lab.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An event in a sandbox until its completion; an answer counts once the runtime is done with it.
 */
final class Task {
  private final Event event;
  private final CompletableFuture<Completion> completion = new CompletableFuture<>();
  private final long givenAt = System.nanoTime();
  private @Nullable Completion answer;

  Task(Event event) {
    this.event = event;
  }

  Event event() {
    return event;
  }

  CompletableFuture<Completion> completion() {
    return completion;
  }

  void answer(Outcome outcome) {
    answer = completion(outcome);
  }

  void runtimeIsFree() {
    finish(ErrorDocuments.unanswered(event.requestId()));
  }

  void exited(int status) {
    finish(ErrorDocuments.exited("RequestId: " + event.requestId(), status));
  }

  private void finish(Outcome withoutAnswer) {
    completion.complete(answer == null ? completion(withoutAnswer) : answer);
  }

  private Completion completion(Outcome outcome) {
    return new Completion(outcome, Duration.ofNanos(System.nanoTime() - givenAt));
  }
}
