package dev.redial.test.inject;

import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.test.script.Fault;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEvent.InvocationEnded;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call of an object that a plan watches, from its begin to its end. */
public final class Invocation {

  private final long number;
  private final PlannedFault planned;
  private final Timeline timeline;
  private final AtomicBoolean ended = new AtomicBoolean();

  Invocation(long number, PlannedFault planned, Timeline timeline) {
    this.number = number;
    this.planned = planned;
    this.timeline = timeline;
  }

  /** The id that marks an error injected here, such as {@code "charge#2"}. */
  public String id() {
    return planned.id();
  }

  /** What is to happen; {@link Fault#ok()} if the call passes through. */
  public Fault fault() {
    return planned.fault();
  }

  /** Records that the call returned, or that its future completed; only its first end counts. */
  public void returned(@Nullable Object result) {
    end(Answer.ofResult(result), Classifier.standard().classify(result, null), null);
  }

  /** Records that the call threw, or that its future failed; only its first end counts. */
  public void threw(Throwable error) {
    Failure failure =
        Objects.requireNonNullElse(
            Classifier.standard().classify(null, error), Failure.of(FailureKind.PERMANENT));
    end(Answer.ofError(error, failure), failure, error);
  }

  private void end(String answer, @Nullable Failure failure, @Nullable Throwable error) {
    if (ended.compareAndSet(false, true)) {
      timeline.record(new InvocationEnded(number, answer, failure, error));
    }
  }
}
