package dev.redial.retry;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import dev.redial.failure.HasStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call really waits where the other side says how long. */
class RetryAfterWaitsTest {

  private record Limited(String field) implements HasStatus {
    @Override
    public int status() {
      return 429;
    }

    @Override
    public Optional<String> retryAfter() {
      return Optional.of(field);
    }
  }

  private final RecordingTime time = new RecordingTime();
  private final List<CallEvent> events = new ArrayList<>();

  private static RetryPolicyBuilder policy() {
    return RetryPolicy.builder().jitter(Jitter.none()).retryOn(TRANSIENT, RATE_LIMITED);
  }

  private Retry retry(RetryPolicyBuilder policy) {
    return Retry.builder("pay")
        .policy(policy.build())
        .time(time)
        .random(call -> new SplittableRandom(20260101 + call))
        .listener(events::add)
        .build();
  }

  static Stream<Arguments> jitters() {
    return Stream.of(Jitter.full(), Jitter.equal(), Jitter.additive(1), Jitter.decorrelated())
        .flatMap(jitter -> Stream.of(Shape.values()).map(shape -> Arguments.of(jitter, shape)));
  }

  /** Guarantees 24 and 27: the jitter of the backoff may make it later, never earlier. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("jitters")
  void neverComesEarlierThanAsked(Jitter jitter, Shape shape) {
    Retry retry = retry(policy().backoff(Backoff.fixed("20s")).maxDelay("60s").jitter(jitter));
    for (int i = 0; i < 500; i++) {
      shape.run(retry, time, Script.of(new Limited("15"), "ok"));
    }

    Duration asked = Duration.ofSeconds(15);
    assertThat(time.waits)
        .hasSize(500)
        .allMatch(wait -> wait.compareTo(asked) >= 0)
        .anyMatch(wait -> wait.compareTo(asked) > 0);
    if (jitter.equals(Jitter.full())) {
      assertThat(time.waits).as("drawn below 15 s").contains(asked);
    }
  }

  /** Guarantee 25. */
  @ParameterizedTest
  @EnumSource
  void endsAtOnceIfAskedToComeAfterTheDeadline(Shape shape) {
    Limited limited = new Limited("60");
    Script script = Script.of(limited, "never");

    assertThat(shape.run(retry(policy().deadline("30s")), time, script).result()).isSameAs(limited);

    assertThat(script.runs()).isEqualTo(1);
    assertThat(time.waits).isEmpty();
    assertThat(time.elapsed()).isZero();
  }

  /** Guarantees 23 and 26: more than a long can hold is more than any sensible ceiling. */
  @ParameterizedTest
  @EnumSource
  void neverSleepsBlindly(Shape shape) {
    for (String field : List.of("86400", "9223372036854775808", "9".repeat(400))) {
      time.waits.clear();
      Limited limited = new Limited(field);
      assertThat(shape.run(retry(policy()), time, Script.of(limited, "ok")).result())
          .isSameAs(limited);
      assertThat(time.waits).isEmpty();

      Retry capped = retry(policy().capRetryAfter("5min"));
      assertThat(shape.run(capped, time, Script.of(limited, "ok")).result()).isEqualTo("ok");
      assertThat(time.waits).containsExactly(Duration.ofMinutes(5));
    }
  }

  /** Guarantee 28: once read, a date is a wait by the monotonic clock. */
  @ParameterizedTest
  @EnumSource
  void aJumpOfTheWallClockInTheWaitChangesNothing(Shape shape) {
    for (int hours : new int[] {-1, 1}) {
      RecordingTime jumping = new RecordingTime();
      List<Duration> starts = new ArrayList<>();
      Retry retry =
          Retry.builder("pay")
              .policy(policy().build())
              .time(jumping)
              .listener(
                  event -> {
                    if (event instanceof CallEvent.RetryScheduled) {
                      jumping.shiftWall(Duration.ofHours(hours));
                    }
                  })
              .build();
      Script script = Script.of(new Limited("Thu, 01 Jan 2026 00:00:07 GMT"), "ok");
      shape.run(
          retry,
          jumping,
          () -> {
            starts.add(jumping.elapsed());
            return script.call();
          });
      assertThat(starts).containsExactly(Duration.ZERO, Duration.ofSeconds(7));
    }
  }

  /** Guarantee 78: jitter, Retry-After and its cap are all in what is told. */
  @ParameterizedTest
  @EnumSource
  void tellsTheDelayThatIsReallyWaited(Shape shape) {
    Retry retry = retry(policy().maxAttempts(6).jitter(Jitter.additive(0.5)).capRetryAfter("5min"));
    Script script =
        Script.of(
            new TimeoutException(), new Limited("7"), new Limited("400"), new TimeoutException());
    shape.run(retry, time, script);

    List<Duration> told = new ArrayList<>();
    Duration due = Duration.ZERO;
    for (CallEvent event : events) {
      if (event instanceof CallEvent.RetryScheduled scheduled) {
        told.add(scheduled.delay());
        due = Duration.ofNanos(scheduled.at().nanoTime()).plus(scheduled.delay());
      } else if (event instanceof CallEvent.AttemptStarted started) {
        assertThat(Duration.ofNanos(started.at().nanoTime())).isEqualTo(due);
      }
    }
    assertThat(told).hasSize(5).isEqualTo(time.waits);
    assertThat(told.get(0)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
    assertThat(told.get(1)).hasSeconds(7);
    assertThat(told.get(2)).hasMinutes(5);
  }

  /** Guarantee 78: a wait that the deadline forbids is not told. */
  @ParameterizedTest
  @EnumSource
  void tellsNoDelayThatIsNotWaited(Shape shape) {
    shape.run(
        retry(policy().maxAttempts(9).deadline("2s")), time, Script.of(new TimeoutException()));

    assertThat(events)
        .filteredOn(CallEvent.RetryScheduled.class::isInstance)
        .extracting(event -> ((CallEvent.RetryScheduled) event).delay())
        .isEqualTo(time.waits)
        .containsExactly(Duration.ofSeconds(1));
  }
}
