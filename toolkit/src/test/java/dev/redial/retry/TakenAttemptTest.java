package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.Action;
import dev.redial.call.AsyncOperation;
import dev.redial.call.Attempt;
import dev.redial.call.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operation may take its attempt, in each of the shapes of a call. */
class TakenAttemptTest {

  /** A call that fails until its last attempt. */
  private enum Taking {
    OPERATION {
      @Override
      void call(Retry retry, Consumer<Attempt> seen) throws Exception {
        retry.call(
            Operation.withAttempt(
                attempt -> {
                  seen.accept(attempt);
                  return failBeforeLast(retry, attempt);
                }));
      }
    },
    ACTION {
      @Override
      void call(Retry retry, Consumer<Attempt> seen) throws Exception {
        retry.run(
            Action.withAttempt(
                attempt -> {
                  seen.accept(attempt);
                  failBeforeLast(retry, attempt);
                }));
      }
    },
    ASYNC_OPERATION {
      @Override
      void call(Retry retry, Consumer<Attempt> seen) {
        CompletableFuture<String> future =
            retry.callAsync(
                AsyncOperation.withAttempt(
                    attempt -> {
                      seen.accept(attempt);
                      try {
                        return CompletableFuture.completedFuture(failBeforeLast(retry, attempt));
                      } catch (TimeoutException e) {
                        return CompletableFuture.failedFuture(e);
                      }
                    }));
        ((RecordingTime) retry.time()).runAll();
        assertThat(future).isCompletedWithValue("done");
      }
    };

    abstract void call(Retry retry, Consumer<Attempt> seen) throws Exception;

    private static String failBeforeLast(Retry retry, Attempt attempt) throws TimeoutException {
      if (attempt.number() < retry.policy().maxAttempts()) {
        throw new TimeoutException();
      }
      return "done";
    }
  }

  private static final RetryPolicy POLICY =
      RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build();

  private final RecordingTime time = new RecordingTime();
  private final List<Attempt> seen = new ArrayList<>();

  private RetryBuilder retry(RetryPolicy policy) {
    return Retry.builder("pay").policy(policy).time(time);
  }

  @ParameterizedTest
  @EnumSource
  void isToldItsNumber(Taking taking) throws Exception {
    taking.call(retry(POLICY).build(), seen::add);

    assertThat(seen).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(seen).extracting(Attempt::name).containsOnly("pay");
    assertThat(seen).extracting(Attempt::timeLeft).containsOnly(Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void isToldTheTimeThatIsLeft(Taking taking) throws Exception {
    taking.call(retry(POLICY.toBuilder().deadline("10s").build()).build(), seen::add);

    assertThat(seen)
        .extracting(attempt -> attempt.timeLeft().orElseThrow())
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(9), Duration.ofSeconds(8));
  }

  @ParameterizedTest
  @EnumSource
  void hasOneKeyForAllAttemptsOfACall(Taking taking) throws Exception {
    Retry retry = retry(POLICY).build();

    List<String> first = keys(taking, retry);
    List<String> second = keys(taking, retry);

    assertThat(first).hasSize(3).containsOnly(first.get(0));
    assertThat(second).hasSize(3).containsOnly(second.get(0));
    assertThat(second.get(0)).isNotEqualTo(first.get(0));
  }

  @ParameterizedTest
  @EnumSource
  void hasTheSameKeysAgainIfSeeded(Taking taking) throws Exception {
    List<String> first = keys(taking, retry(POLICY).random(SplittableRandom::new).build());
    List<String> again = keys(taking, retry(POLICY).random(SplittableRandom::new).build());

    assertThat(again).isEqualTo(first);
    assertThat(UUID.fromString(first.get(0)).version()).isEqualTo(4);
    assertThat(UUID.fromString(first.get(0)).variant()).isEqualTo(2);
  }

  private List<String> keys(Taking taking, Retry retry) throws Exception {
    List<String> keys = new ArrayList<>();
    taking.call(retry, attempt -> keys.add(attempt.idempotencyKey()));
    return keys;
  }

  @Test
  void isAloneWhereNoRetryRunsIt() throws Exception {
    Operation.<Object, RuntimeException>withAttempt(seen::add).call();
    Action.<RuntimeException>withAttempt(seen::add).run();
    AsyncOperation.<Object>withAttempt(
            attempt -> CompletableFuture.completedFuture(seen.add(attempt)))
        .get();

    assertThat(seen).extracting(Attempt::number).containsExactly(1, 1, 1);
  }

  @Test
  void isEqualToTheSameAttempt() {
    Attempt attempt = new Attempt("pay", 7, 2);

    assertThat(attempt)
        .isEqualTo(new Attempt("pay", 7, 2, Duration.ofSeconds(1), () -> "key"))
        .hasSameHashCodeAs(new Attempt("pay", 7, 2, Duration.ofSeconds(1), () -> "key"))
        .isNotEqualTo(new Attempt("pay", 7, 3))
        .isNotEqualTo(new Attempt("pay", 8, 2))
        .isNotEqualTo(new Attempt("ocr", 7, 2))
        .hasToString("pay call 7 attempt 2");
  }
}
