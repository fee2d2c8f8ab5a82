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
    Failure failure = Classifier.standard().classify(result, null);
    if (fault() instanceof Fault.Status) {
      end(
          InjectedFault.answer(fault()).orElseGet(() -> Answer.ofResult(result)),
          failure == null ? InjectedFault.failure(fault()).orElse(null) : failure,
          null);
    } else {
      end(Answer.ofResult(result), failure, null);
    }
  }

  /** Records that the call threw, or that its future failed; only its first end counts. */
  public void threw(Throwable error) {
    Failure read =
        Objects.requireNonNullElse(
            Classifier.standard().classify(null, error), Failure.of(FailureKind.PERMANENT));
    String answer = Answer.ofError(error, read);
    if (InjectedFault.isMarked(error, id())) {
      boolean unknown = read.kind() == FailureKind.PERMANENT && read.status().isEmpty();
      end(
          InjectedFault.answer(fault()).orElse(answer),
          unknown ? InjectedFault.failure(fault()).orElse(read) : read,
          error);
    } else {
      end(answer, read, error);
    }
  }

  private void end(String answer, @Nullable Failure failure, @Nullable Throwable error) {
    if (ended.compareAndSet(false, true)) {
      timeline.record(new InvocationEnded(number, answer, failure, error));
    }
  }
}
