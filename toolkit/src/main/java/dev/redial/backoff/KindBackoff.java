package dev.redial.backoff;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** A backoff for each kind of failure. */
record KindBackoff(Backoff transientOnes, Backoff rateLimited, Backoff permanent)
    implements Backoff {

  @Override
  public Duration delayAfter(int attempt, Failure failure) {
    return chosen(this, failure.kind()).delayAfter(attempt, failure);
  }

  /** What a backoff comes to for this kind; none of ours is by kind again. */
  static Backoff chosen(Backoff backoff, FailureKind kind) {
    if (!(backoff instanceof KindBackoff byKind)) {
      return backoff;
    }
    return switch (kind) {
      case TRANSIENT -> byKind.transientOnes;
      case RATE_LIMITED -> byKind.rateLimited;
      case PERMANENT -> byKind.permanent;
    };
  }

  @Override
  public Duration firstDelay() {
    return Collections.max(
        List.of(transientOnes.firstDelay(), rateLimited.firstDelay(), permanent.firstDelay()));
  }

  @Override
  public String toString() {
    return "by kind (TRANSIENT: "
        + transientOnes
        + ", RATE_LIMITED: "
        + rateLimited
        + (permanent.equals(transientOnes) ? ")" : ", PERMANENT: " + permanent + ")");
  }
}
