package dev.redial.hedge;

import dev.redial.call.Operation;
import dev.redial.time.Durations;
import dev.redial.time.ManualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** An operation each of whose attempts takes its time and ends as it was told. */
final class Plan {

  private record Step(String takes, Object end) {}

  private final ManualTime time;
  private final List<Step> steps = new ArrayList<>();
  private final Deque<Object> endsOfBlocking = new ArrayDeque<>();

  /** When attempts began. */
  final List<String> begins = new ArrayList<>();

  /** The stages of the attempts, where it was run asynchronously. */
  final List<CompletableFuture<Object>> stages = new ArrayList<>();

  Plan(ManualTime time) {
    this.time = time;
  }

  /** The next attempt takes so long and then returns this, or throws it if it is an error. */
  Plan then(String takes, Object end) {
    steps.add(new Step(takes, end));
    return this;
  }

  private Step begin() {
    begins.add(Durations.format(Durations.parse(time.nanoTime() + "ns")));
    if (begins.size() > steps.size()) {
      throw new AssertionError("attempt " + begins.size() + " is one too many");
    }
    return steps.get(begins.size() - 1);
  }

  CompletableFuture<Object> stage() {
    Step step = begin();
    CompletableFuture<Object> stage = new CompletableFuture<>();
    stages.add(stage);
    var unused = time.schedule(Durations.parse(step.takes()), () -> complete(stage, step.end()));
    return stage;
  }

  private static void complete(CompletableFuture<Object> stage, Object end) {
    if (end instanceof Throwable error) {
      stage.completeExceptionally(error);
    } else {
      stage.complete(end);
    }
  }

  /** Lets a blocking attempt run when its time is over, and then it takes none. */
  Executor executor() {
    return task -> {
      Step step = begin();
      var unused =
          time.schedule(
              Durations.parse(step.takes()),
              () -> {
                endsOfBlocking.add(step.end());
                task.run();
                endsOfBlocking.clear();
              });
    };
  }

  Operation<Object, Exception> blocking() {
    return () -> {
      Object end = endsOfBlocking.remove();
      if (end instanceof Error error) {
        throw error;
      }
      if (end instanceof Exception exception) {
        throw exception;
      }
      return end;
    };
  }
}
