package dev.redial.hedge;

import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * When a hedged call starts its operation again: an immutable value, equal to any other with the
 * same settings.
 *
 * <p>Attempt after attempt is started, each a delay after the one before, until one succeeds or
 * there are {@link #maxAttempts} of them. What the end of an attempt means is read by the {@link
 * #classifier}, and then
 *
 * <ul>
 *   <li>a success ends the call, and all other attempts are cancelled;
 *   <li>a failure of a kind that {@linkplain HedgePolicyBuilder#repeatOn may be repeated} brings
 *       the next attempt forward: it starts at once, or when the Retry-After is over that the
 *       failure carries;
 *   <li>an attempt that was kept from running, by a {@link dev.redial.call.CallRejectedException}
 *       or a {@link java.util.concurrent.RejectedExecutionException}, lets those under way go on,
 *       but no further one starts;
 *   <li>any other failure ends the call, as do an {@link Error}, an interrupt and a {@link
 *       java.util.concurrent.CancellationException}, whatever their kind.
 * </ul>
 *
 * <p>The model is gRFC A6, "gRPC Retry Design", section on hedging.
 */
public final class HedgePolicy {

  private final int maxAttempts;
  private final IntFunction<Duration> delay;
  private final Classifier classifier;
  private final Set<FailureKind> repeatedKinds;
  private final Duration maxRetryAfter;
  private final boolean closesDroppedResults;

  HedgePolicy(HedgePolicyBuilder settings, IntFunction<Duration> delay) {
    maxAttempts = settings.maxAttempts;
    this.delay = delay;
    classifier = settings.classifier;
    repeatedKinds = Set.copyOf(settings.repeatedKinds);
    maxRetryAfter = settings.maxRetryAfter;
    closesDroppedResults = settings.closesDroppedResults;
  }

  /**
   * One hedge, after this delay; all else as the builder has it.
   *
   * @param delay 0 or more; about as long as 95 of 100 operations take, so that 5 of 100 are hedged
   * @throws IllegalArgumentException if the delay is negative
   */
  public static HedgePolicy after(Duration delay) {
    return builder().delay(delay).build();
  }

  /** Like {@link #after(Duration)}, with a delay such as {@code "200ms"}. */
  public static HedgePolicy after(String delay) {
    return builder().delay(delay).build();
  }

  /** A builder; it asks for a delay, all else has defaults. */
  public static HedgePolicyBuilder builder() {
    return new HedgePolicyBuilder();
  }

  /** A builder that begins with the settings of this policy. */
  public HedgePolicyBuilder toBuilder() {
    return new HedgePolicyBuilder(this, delay);
  }

  /** How many attempts a call may start, the first included. */
  public int maxAttempts() {
    return maxAttempts;
  }

  /**
   * How long after the start of the attempt before it an attempt starts.
   *
   * @param attempt its number, from 2
   * @throws NullPointerException if the user's function returns {@code null}
   */
  public Duration delayBefore(int attempt) {
    @Nullable Duration given = delay.apply(attempt);
    if (given == null) {
      throw new NullPointerException("The hedge's delay before attempt " + attempt + " is null.");
    }
    return given.isNegative() ? Duration.ZERO : given;
  }

  /** Who reads what an attempt's end means. */
  public Classifier classifier() {
    return classifier;
  }

  /** The kinds of failure after which the next attempt starts. */
  public Set<FailureKind> repeatedKinds() {
    return repeatedKinds;
  }

  /** The longest Retry-After that is waited for. */
  public Duration maxRetryAfter() {
    return maxRetryAfter;
  }

  /** Whether results that the caller does not get are closed. */
  public boolean closesDroppedResults() {
    return closesDroppedResults;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HedgePolicy that
        && maxAttempts == that.maxAttempts
        && delay.equals(that.delay)
        && classifier.equals(that.classifier)
        && repeatedKinds.equals(that.repeatedKinds)
        && maxRetryAfter.equals(that.maxRetryAfter)
        && closesDroppedResults == that.closesDroppedResults;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        maxAttempts, delay, classifier, repeatedKinds, maxRetryAfter, closesDroppedResults);
  }

  /** As in {@code "HedgePolicy(maxAttempts 2, delay 200 ms)"}; settings that differ are added. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("HedgePolicy(maxAttempts ").append(maxAttempts);
    text.append(", delay ").append(delay);
    if (!repeatedKinds.equals(HedgePolicyBuilder.REPEATED_KINDS)) {
      text.append(", repeatOn ").append(repeatedKinds.stream().sorted().toList());
    }
    if (!classifier.equals(Classifier.standard())) {
      text.append(", classifier ").append(classifier);
    }
    if (!maxRetryAfter.equals(HedgePolicyBuilder.MAX_RETRY_AFTER)) {
      text.append(", maxRetryAfter ").append(Durations.format(maxRetryAfter));
    }
    return text.append(closesDroppedResults ? ", closeDroppedResults)" : ")").toString();
  }
}
