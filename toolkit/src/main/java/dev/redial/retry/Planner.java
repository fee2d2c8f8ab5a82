package dev.redial.retry;

import dev.redial.backoff.Jitter;
import dev.redial.failure.RetryAfter;
import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link RetryPlan}. Each decision is a real one, by {@link RetryDecision}, taken at both
 * ends of what chance can do: for all that it looks at, later, longer and higher come together.
 */
final class Planner {

  /** What a retry is called whose name nobody gave. */
  private static final String NAME = "retry";

  private final RetryPolicy policy;
  private final RetryPolicy withoutDeadline;
  private final Instant start;
  private final List<PlannedAttempt> attempts = new ArrayList<>();

  private int tries;
  private int number;
  private boolean carriesKey;
  private Extent begin;
  private Extent previousBackoff = Extent.of(0, 0);
  private PlannedWait wait;

  private Planner(RetryPolicy policy, Instant start) {
    this.policy = policy;
    this.withoutDeadline = policy.withoutDeadline();
    this.start = start;
    this.begin = Extent.of(initialDelay(Extreme.LOWEST), initialDelay(Extreme.HIGHEST));
    this.wait = new PlannedWait(begin.range(), begin.range());
  }

  static RetryPlan plan(RetryPolicy policy, Iterable<Ending> endings, Instant start) {
    return new Planner(policy, start).plan(endings);
  }

  private long initialDelay(Extreme draw) {
    Duration longest = policy.initialDelay();
    return Durations.saturatedNanos(
        Jitter.full().spread(longest, Duration.ZERO, Duration.ZERO, longest, draw));
  }

  private RetryPlan plan(Iterable<Ending> endings) {
    for (Ending ending : endings) {
      tries++;
      number++;
      carriesKey |= ending.carriesKey();
      long took = Durations.saturatedNanos(ending.took());
      Extent end = Extent.of(Nanos.plus(begin.least(), took), Nanos.plus(begin.most(), took));
      FailedAttempt failed = ending.read(policy, start.plusNanos(end.least()));
      Branches branches = failed == null ? null : branches(ending, end);
      add(end, failed, branches == null ? null : branches.stop());
      if (branches == null || !branches.goesOn()) {
        RetryPlan.End how = branches == null ? RetryPlan.End.SUCCEEDS : RetryPlan.End.STOPS;
        return new RetryPlan(attempts, how, Optional.empty());
      }
      wait = branches.nextWait();
      begin = branches.begin();
      previousBackoff = branches.backoff();
    }
    return new RetryPlan(attempts, RetryPlan.End.GOES_ON, Optional.of(wait));
  }

  private void add(Extent end, @Nullable FailedAttempt failed, @Nullable String stop) {
    attempts.add(
        new PlannedAttempt(
            number,
            wait,
            begin.range(),
            end.range(),
            Optional.ofNullable(failed).map(FailedAttempt::failure),
            Optional.ofNullable(stop)));
    if (failed != null && !failed.ran()) {
      number--;
    }
  }

  private Branches branches(Ending ending, Extent end) {
    Branches branches = new Branches();
    List<Long> times =
        AnswerTimes.between(
            end.least(), end.most(), start, policy.maxRetryAfter(), at -> asked(ending, at));
    for (long time : times) {
      add(branches, ending, time, previousBackoff.least(), Extreme.LOWEST);
      add(branches, ending, time, previousBackoff.most(), Extreme.HIGHEST);
    }
    policy.deadline().ifPresent(deadline -> branches.cut(end.least(), deadline));
    return branches;
  }

  private void add(Branches branches, Ending ending, long time, long previous, Extreme draw) {
    FailedAttempt failed = ending.read(policy, start.plusNanos(time));
    if (failed != null) {
      PlannedStanding standing =
          new PlannedStanding(
              tries,
              Duration.ofNanos(previous),
              Duration.ofNanos(time),
              start.plusNanos(time),
              draw,
              carriesKey);
      branches.add(
          time,
          RetryDecision.after(failed, policy, NAME, standing),
          RetryDecision.after(failed, withoutDeadline, NAME, standing));
    }
  }

  private Optional<RetryAfter> asked(Ending ending, long time) {
    FailedAttempt failed = ending.read(policy, start.plusNanos(time));
    return failed == null ? Optional.empty() : failed.failure().retryAfter();
  }
}
