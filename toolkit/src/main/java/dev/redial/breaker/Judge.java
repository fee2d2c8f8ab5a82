package dev.redial.breaker;

import dev.redial.call.CallRejectedException;
import dev.redial.failure.Causes;
import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.nio.channels.ClosedByInterruptException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Says what the end of a call counts as; the rules are told in {@link BreakerPolicy}. */
final class Judge {

  private final Classifier classifier;
  private final Set<FailureKind> countedKinds;
  private final boolean everyKindCounts;
  private final Set<Class<? extends Throwable>> ignored;

  Judge(BreakerPolicy policy) {
    classifier = policy.classifier();
    countedKinds = policy.countedKinds();
    everyKindCounts = countedKinds.size() == FailureKind.values().length;
    ignored = policy.ignored();
  }

  Verdict ofResult(@Nullable Object result) {
    Failure failure = classifier.classify(result, null);
    return failure == null ? Verdict.SUCCESS : ofKind(failure.kind());
  }

  Verdict ofError(Throwable error) {
    if (Causes.of(error).anyMatch(Judge::isInterrupt)
        || Causes.layers(error).stream().anyMatch(this::isIgnored)) {
      return Verdict.IGNORED;
    }
    if (everyKindCounts) {
      return Verdict.FAILURE;
    }
    Failure failure = classifier.classify(null, error);
    return ofKind(failure == null ? FailureKind.PERMANENT : failure.kind());
  }

  private Verdict ofKind(FailureKind kind) {
    return countedKinds.contains(kind) ? Verdict.FAILURE : Verdict.IGNORED;
  }

  private static boolean isInterrupt(Throwable error) {
    return error instanceof InterruptedException || error instanceof ClosedByInterruptException;
  }

  private boolean isIgnored(Throwable layer) {
    return layer instanceof Error
        || layer instanceof CancellationException
        || layer instanceof CallRejectedException
        || ignored.stream().anyMatch(type -> type.isInstance(layer));
  }
}
