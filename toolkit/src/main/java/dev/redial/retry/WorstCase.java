package dev.redial.retry;

import dev.redial.time.Durations;
import java.time.Duration;

/**
 * The most that a call can cost: compare it with what its caller has time for. All durations
 * saturate at 292 years.
 *
 * <pre>{@code
 * WorstCase inner = innerPolicy.worstCase().withAttemptsOf("2s");
 * WorstCase all = outerPolicy.worstCase().around(inner);   // attempts multiply
 * }</pre>
 *
 * <p>A {@linkplain dev.redial.backoff.Backoff backoff} of your own is asked for each kind of
 * failure, without a status: what it says for a status is not foreseen.
 *
 * <p>How long the operation itself takes, a policy does not know: it counts for nothing until
 * {@link #withAttemptsOf} says it. A deadline lets no attempt begin at it or later, but one that
 * began before runs to its end.
 */
public sealed interface WorstCase permits OperationCase, PolicyCase, LimitedCase {

  /**
   * The worst case of what is no policy: a client that retries by itself, say.
   *
   * @param attempts how often it runs the operation at most, from 1
   * @param time how long it takes at most, 0 or more
   * @param timeAsAsked how long it takes at most if each answer asks for as much as is granted; at
   *     least {@code time}
   * @throws IllegalArgumentException if a value is out of its range
   */
  static WorstCase of(long attempts, Duration time, Duration timeAsAsked) {
    return new OperationCase(attempts, time, timeAsAsked);
  }

  /** How often the operation runs at most; those of nested policies are multiplied. */
  long attempts();

  /**
   * How long the call waits at most, all jitter at its highest, if no answer asks for more; never
   * more than the deadline.
   */
  Duration waits();

  /**
   * How long it waits at most if each answer asks for as much as the policy grants by {@code
   * maxRetryAfter}. The same as {@link #waits} if the policy retries nothing that can ask: the
   * errors of {@link dev.redial.failure.TransportErrors} cannot, as the standard classifier reads
   * them; subclasses that have a status of their own could.
   */
  Duration waitsAsAsked();

  /** How long the call takes at most, attempts and waits, if no answer asks for more. */
  Duration time();

  /** How long it takes at most if each answer asks for as much as the policy grants. */
  Duration timeAsAsked();

  /**
   * This, with an operation that takes so long at most each time it runs; of nested policies, the
   * innermost runs it.
   *
   * @throws IllegalArgumentException if it is negative
   */
  WorstCase withAttemptsOf(Duration longest);

  /** Like {@link #withAttemptsOf(Duration)}, with a time such as {@code "2s"}. */
  default WorstCase withAttemptsOf(String longest) {
    return withAttemptsOf(Durations.parse(longest));
  }

  /**
   * This around another: each attempt is a call of the other, whose time takes the place of what
   * was said of the operation's.
   *
   * @throws IllegalArgumentException if this is of more than a policy, and counts more than one run
   *     for an attempt, as hedging does
   */
  WorstCase around(WorstCase inner);

  /**
   * This, cut by a timeout around all of it.
   *
   * @throws IllegalArgumentException if the timeout is not above zero
   */
  default WorstCase within(Duration timeout) {
    return new LimitedCase(this, timeout);
  }

  /** Like {@link #within(Duration)}, with a time such as {@code "30s"}. */
  default WorstCase within(String timeout) {
    return within(Durations.parse(timeout));
  }
}
