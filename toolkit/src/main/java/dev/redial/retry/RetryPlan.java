package dev.redial.retry;

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
    return attempts.stream().filter(this::mayEnd).findFirst();
  }

  private boolean mayEnd(PlannedAttempt attempt) {
    boolean isLast = attempt == attempts.get(attempts.size() - 1);
    return attempt.stop().isPresent() && !(isLast && end == End.STOPS);
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
