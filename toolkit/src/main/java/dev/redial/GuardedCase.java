package dev.redial;

import dev.redial.hedge.HedgePolicy;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.WorstCase;
import dev.redial.timeout.Timeout;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The worst case of a guarded call. */
final class GuardedCase {

  private GuardedCase() {}

  static WorstCase of(RetryPolicy policy, AttemptGuards guards, @Nullable Timeout callTimeout) {
    Duration run = guards.timeout() == null ? Duration.ZERO : guards.timeout().limit();
    WorstCase worst = policy.worstCase();
    worst =
        guards.hedge() == null
            ? worst.withAttemptsOf(run)
            : worst.around(hedged(guards.hedge().policy(), run));
    Optional<Duration> cut = guards.timeout() == null ? Optional.empty() : policy.deadline();
    worst = cut.map(worst::within).orElse(worst);
    return callTimeout == null ? worst : worst.within(callTimeout.limit());
  }

  /**
   * Each attempt starts a delay after the one before, or sooner if that fails; or, if it asks for
   * that, so much later than it ends.
   */
  private static WorstCase hedged(HedgePolicy policy, Duration run) {
    boolean mayBeAsked = !policy.repeatedKinds().isEmpty();
    Duration end = run;
    Duration endAsAsked = run;
    for (int attempt = 2; attempt <= policy.maxAttempts(); attempt++) {
      Duration delay = policy.delayBefore(attempt);
      Duration asked = run.plus(policy.maxRetryAfter());
      end = end.plus(delay);
      endAsAsked = endAsAsked.plus(mayBeAsked && asked.compareTo(delay) > 0 ? asked : delay);
    }
    return WorstCase.of(policy.maxAttempts(), end, endAsAsked);
  }
}
