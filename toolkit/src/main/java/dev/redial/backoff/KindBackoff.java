package dev.redial.backoff;

import dev.redial.failure.Failure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** A backoff for each kind of failure. */
record KindBackoff(Backoff transientOnes, Backoff rateLimited, Backoff permanent)
    implements Backoff {

  @Override
  public Duration delayAfter(int attempt, Failure failure) {
    Backoff chosen =
        switch (failure.kind()) {
          case TRANSIENT -> transientOnes;
          case RATE_LIMITED -> rateLimited;
          case PERMANENT -> permanent;
        };
    return chosen.delayAfter(attempt, failure);
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
