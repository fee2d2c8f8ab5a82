package dev.redial.call;

import dev.redial.failure.Failure;
import dev.redial.time.Moment;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that happened to a call, or to the circuit it goes through. */
public sealed interface CallEvent {

  /** The name of the guard that tells it, such as {@code "payments"}. */
  String name();

  /** When, by the guard's {@linkplain dev.redial.time.TimeSource time source}. */
  Moment at();

  private static Optional<Duration> time(@Nullable Moment from, Moment to) {
    return from == null ? Optional.empty() : Optional.of(to.since(from));
  }

  /**
   * A call began. Calls are numbered from 1 within their guard, if a listener {@linkplain
   * CallListener#followsSuccess follows} them from here; else their number is 0.
   */
  record CallStarted(String name, long call, Moment at) implements CallEvent {}

  /** An attempt began. */
  record AttemptStarted(Attempt attempt, Moment at) implements CallEvent {
    @Override
    public String name() {
      return attempt.name();
    }
  }

  /**
   * An attempt returned a result that is not a failure.
   *
   * @param began when it began, or {@code null} if nobody was told of that
   */
  record AttemptSucceeded(Attempt attempt, Moment at, @Nullable Moment began) implements CallEvent {

    /** How long it took, if that is known. */
    public Optional<Duration> took() {
      return time(began, at);
    }

    @Override
    public String name() {
      return attempt.name();
    }
  }

  /**
   * An attempt failed.
   *
   * @param began when it began, or {@code null} if nobody was told of that
   * @param failure what the error or the result means
   * @param error what was thrown, or {@code null} if the result is the failure
   * @param result what was returned, or {@code null} if an error is the failure
   */
  record AttemptFailed(
      Attempt attempt,
      Moment at,
      @Nullable Moment began,
      Failure failure,
      @Nullable Throwable error,
      @Nullable Object result)
      implements CallEvent {

    /** How long it took, if that is known. */
    public Optional<Duration> took() {
      return time(began, at);
    }

    @Override
    public String name() {
      return attempt.name();
    }
  }

  /**
   * The call waits before its next attempt.
   *
   * @param attempt the attempt that failed; if it was rejected, the one that did not run
   * @param delay how long it waits, after jitter and Retry-After; zero if it goes on at once
   * @param failure what the error or the result means
   * @param error what was thrown, or {@code null} if the result is the failure
   */
  record RetryScheduled(
      Attempt attempt, Moment at, Duration delay, Failure failure, @Nullable Throwable error)
      implements CallEvent {
    @Override
    public String name() {
      return attempt.name();
    }
  }

  /**
   * No further attempt is made, although the last one failed.
   *
   * @param attempt the last attempt
   * @param rule the rule that stopped it, in words: {@code "404 is PERMANENT"}
   * @param failure what the error or the result means
   * @param error what was thrown, or {@code null} if the result is the failure
   */
  record RetryStopped(
      Attempt attempt, Moment at, String rule, Failure failure, @Nullable Throwable error)
      implements CallEvent {
    @Override
    public String name() {
      return attempt.name();
    }
  }

  /**
   * A call ended.
   *
   * @param began when it began, or {@code null} if nobody was told of that
   * @param attempts how often the operation ran
   * @param error what the call throws, or {@code null} if it returns
   */
  record CallEnded(
      String name,
      long call,
      Moment at,
      @Nullable Moment began,
      EndReason reason,
      int attempts,
      @Nullable Throwable error)
      implements CallEvent {

    /** How long it took, all attempts and waits included, if that is known. */
    public Optional<Duration> took() {
      return time(began, at);
    }

    /** How it ended. */
    public Outcome outcome() {
      return reason.outcome();
    }
  }

  /**
   * A circuit breaker kept an operation from running.
   *
   * @param name the name of the breaker
   * @param state OPEN or HALF_OPEN, or CLOSED if the circuit ramps up
   * @param remainingWait how long until the next probe may pass; zero unless the circuit is open
   */
  record Rejected(String name, Moment at, CircuitState state, Duration remainingWait)
      implements CallEvent {}

  /**
   * A circuit changed its state.
   *
   * @param name the name of the breaker
   * @param reason why, in words: {@code "5 failures in a row"}
   */
  record StateChanged(String name, Moment at, CircuitState from, CircuitState to, String reason)
      implements CallEvent {}

  /**
   * A fallback answered instead of the operation.
   *
   * @param error what it answers, or {@code null} if it answers a result
   */
  record FallbackAnswered(String name, Moment at, @Nullable Throwable error) implements CallEvent {}

  /**
   * A hedge began: another attempt, beside those of the same hedged call that have not ended.
   *
   * @param name the name of the hedge
   * @param call the number of the hedged call within that hedge, from 1
   * @param number which attempt of the hedged call it is, from 2
   */
  record HedgeStarted(String name, long call, int number, Moment at) implements CallEvent {}

  /**
   * An attempt of a hedged call ended; told once of each, the first included.
   *
   * @param name the name of the hedge
   * @param call the number of the hedged call within that hedge, from 1
   * @param number which attempt of the hedged call it is, from 1
   * @param outcome SUCCEEDED if it decided the call, FAILED if it failed, REJECTED if it was kept
   *     from running, ABORTED if it was cancelled because the call had ended
   * @param error what it ended with, or {@code null} if with a result or cancelled
   */
  record HedgeEnded(
      String name, long call, int number, Moment at, Outcome outcome, @Nullable Throwable error)
      implements CallEvent {}
}
