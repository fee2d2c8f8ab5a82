package dev.redial.retry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a call would do under a policy if its attempts came to this and that: every attempt, every
 * wait, and why it ends; worked out by the rules of a real call, without running or waiting for
 * anything. A retry budget, a circuit breaker and an interrupt are not foreseen.
 *
 * <p>Where there is jitter, waits and times are ranges from the lowest to the highest draw. The
 * ends of the range can be met, with one exception: near a deadline the longest may be out of
 * reach, but is never too short.
 */
public final class RetryPlan {

  /** How a plan ends. */
  public enum End {
    /** With a success. */
    SUCCEEDS,
    /** With a failure that is not retried. */
    STOPS,
    /** Not at all: the policy would go on, but what further attempts come to was not given. */
    GOES_ON
  }

  private final List<PlannedAttempt> attempts;
  private final End end;
  private final Optional<PlannedWait> next;

  RetryPlan(List<PlannedAttempt> attempts, End end, Optional<PlannedWait> next) {
    this.attempts = List.copyOf(attempts);
    this.end = end;
    this.next = next;
  }

  /**
   * The plan of a call whose attempts come to this, one after the other. It is a call of {@link
   * Retry#of(RetryPolicy)}, in whose words it tells why it stops. Classifier, rules and backoff are
   * asked more than once for an attempt.
   *
   * @param endings may be more than the call gets to; an unbounded one is read as far as the policy
   *     goes
   * @param begin the wall clock when the call begins, for a Retry-After with a date
   */
  public static RetryPlan of(RetryPolicy policy, Iterable<Ending> endings, Instant begin) {
    return Planner.plan(policy, endings, begin);
  }

  /** The attempts, as many as there can be. */
  public List<PlannedAttempt> attempts() {
    return attempts;
  }

  /** How it ends after its last attempt. */
  public End end() {
    return end;
  }

  /** The wait that would follow the last attempt, if the plan {@link End#GOES_ON}. */
  public Optional<PlannedWait> next() {
    return next;
  }

  /** When the last attempt ends, since the call began. */
  public DurationRange took() {
    return attempts.isEmpty() ? DurationRange.ZERO : attempts.get(attempts.size() - 1).end();
  }

  /**
   * The first attempt after which the call may end for some draws of the jitter, though not all.
   */
  public Optional<PlannedAttempt> mayEndAfter() {
    int certain = end == End.STOPS ? attempts.size() - 1 : attempts.size();
    return attempts.stream()
        .limit(certain)
        .filter(attempt -> attempt.stop().isPresent())
        .findFirst();
  }

  /** As in {@code "4 attempts, succeeds after 27 s to 37 s"}. */
  @Override
  public String toString() {
    int count = attempts.size();
    String ending =
        switch (end) {
          case SUCCEEDS -> ", succeeds after ";
          case STOPS -> ", stops after ";
          case GOES_ON -> ", goes on after ";
        };
    return count + (count == 1 ? " attempt" : " attempts") + ending + took();
  }
}
