package dev.redial.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.time.ManualTime;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guarantee 72: eight threads lose no token and spend none twice. All meet once between reading a
 * count and writing it, so that they race however the machine runs them. Each race has a sabotaged
 * twin with the same arithmetic, which writes whatever others wrote meanwhile.
 */
@Timeout(60)
class RetryBudgetRaceTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 5_000;

  private final MeetingTime time = new MeetingTime();
  private final BucketRule bucket = new BucketRule(20_000, 1);
  private final ThrottleRule throttle = ThrottleRule.of(1_000, 0.001);

  private static void race(Runnable turn) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());
    List<Thread> racers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread racer =
          new Thread(
              () -> {
                try {
                  start.await();
                  for (int round = 0; round < ROUNDS; round++) {
                    turn.run();
                  }
                } catch (Throwable error) {
                  errors.add(error);
                }
              });
      racers.add(racer);
      racer.start();
    }
    start.countDown();
    for (Thread racer : racers) {
      racer.join();
    }
    assertThat(errors).isEmpty();
  }

  /** How many of 40,000 tries are granted. */
  private static int grantedInARace(BooleanSupplier tryRetry) throws InterruptedException {
    AtomicInteger granted = new AtomicInteger();
    race(
        () -> {
          if (tryRetry.getAsBoolean()) {
            granted.incrementAndGet();
          }
        });
    return granted.get();
  }

  @Test
  void aBucketSpendsNoTokenTwice() throws Exception {
    RetryBudget budget = new TokenBudget(new MeetingRule(bucket, 20_000));
    assertThat(grantedInARace(budget::tryRetry)).isEqualTo(20_000);
    assertThat(budget.remaining()).isZero();

    assertThat(grantedInARace(new Torn(bucket, 20_000)::tryRetry)).isGreaterThan(20_000);
  }

  @Test
  void aBucketLosesNoRefund() throws Exception {
    BucketRule large = new BucketRule(1_000_000, 1_000_000);
    TokenBudget budget = new TokenBudget(new MeetingRule(large, 0));
    race(() -> budget.callSucceeded(false));
    assertThat(budget).hasToString("40000 of 1000000 tokens, a retry costs 1000000");

    Torn torn = new Torn(large, 0);
    race(torn::callSucceeded);
    assertThat(torn.tokens).isLessThan(40_000);
  }

  @Test
  void aBucketNeverHoldsMoreThanItCan() throws Exception {
    RetryBudget budget = new TokenBudget(new BucketRule(10, 1));
    race(
        () -> {
          if (budget.tryRetry()) {
            budget.callSucceeded(true);
          }
          budget.callSucceeded(false);
          assertThat(budget.remaining()).isBetween(0L, 10L);
        });
    assertThat(budget.remaining()).isEqualTo(10);
  }

  /** Guarantee 74: each failure counts, so that exactly as many retries pass as the half allows. */
  @Test
  void aThrottleCountsEachFailure() throws Exception {
    RetryBudget budget = new TokenBudget(new MeetingRule(throttle, throttle.most()));
    assertThat(grantedInARace(budget::tryRetry)).isEqualTo(499);

    assertThat(grantedInARace(new Torn(throttle, throttle.most())::tryRetry)).isGreaterThan(499);
  }

  /** Guarantee 74, where another rule ended the call. */
  @Test
  void aThrottleCountsEachFailureAtALimit() throws Exception {
    TokenBudget budget = new TokenBudget(new MeetingRule(throttle, throttle.most()));
    ThreadLocal<Boolean> failed = ThreadLocal.withInitial(() -> false);
    race(
        () -> {
          if (!failed.get()) {
            failed.set(true);
            budget.failedAtLimit();
          }
        });
    assertThat(budget).hasToString("992 of 1000 tokens, a retry must leave more than 500");
  }

  /** Guarantee 73. */
  @Test
  void aRatioLosesNoCallAndGrantsNoRetryTwice() throws Exception {
    RetryBudget budget = RetryBudget.ratio(0.5, 0, Duration.ofSeconds(10), time);
    race(budget::callStarted);
    assertThat(budget.remaining()).isEqualTo(20_000);
    time.meeting = new Meeting();
    assertThat(grantedInARace(budget::tryRetry)).isEqualTo(20_000);

    TornRatio torn = new TornRatio();
    race(torn::callStarted);
    assertThat(Slice.count(torn.calls, 0)).isLessThan(40_000);
    assertThat(grantedInARace(new TornRatio(40_000)::tryRetry)).isGreaterThan(20_000);
  }

  /** Lets all threads meet, the first time that each of them comes. */
  private static class Meeting {
    private final CyclicBarrier barrier = new CyclicBarrier(THREADS);
    private final ThreadLocal<Boolean> met = ThreadLocal.withInitial(() -> false);

    void pass() {
      if (met.get()) {
        return;
      }
      met.set(true);
      try {
        barrier.await();
      } catch (Exception broken) {
        throw new AssertionError(broken);
      }
    }
  }

  /** Reading the time comes between reading the retries and writing them. */
  private static final class MeetingTime implements TimeSource {
    private final TimeSource still = new ManualTime();
    volatile Meeting meeting;

    @Override
    public long nanoTime() {
      if (meeting != null) {
        meeting.pass();
      }
      return still.nanoTime();
    }

    @Override
    public Instant instant() {
      throw new AssertionError("a budget reads no wall clock");
    }

    @Override
    public void sleep(Duration delay) {
      throw new AssertionError("a budget never waits");
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
      throw new AssertionError("a budget never waits");
    }
  }

  /** So does asking a rule. */
  private record MeetingRule(TokenRule rule, int most, Meeting meeting) implements TokenRule {

    MeetingRule(TokenRule rule, int most) {
      this(rule, most, new Meeting());
    }

    @Override
    public boolean grants(int tokens) {
      return rule.grants(tokens);
    }

    @Override
    public int afterRetry(int tokens) {
      meeting.pass();
      return rule.afterRetry(tokens);
    }

    @Override
    public int afterFailureAtLimit(int tokens) {
      meeting.pass();
      return rule.afterFailureAtLimit(tokens);
    }

    @Override
    public int afterSuccess(int tokens, boolean afterRetry) {
      meeting.pass();
      return rule.afterSuccess(tokens, afterRetry);
    }

    @Override
    public long retries(int tokens) {
      return rule.retries(tokens);
    }

    @Override
    public String describe(int tokens) {
      return rule.describe(tokens);
    }
  }

  private static final class Torn {
    private final Meeting meeting = new Meeting();
    private final TokenRule rule;
    volatile int tokens;

    Torn(TokenRule rule, int tokens) {
      this.rule = rule;
      this.tokens = tokens;
    }

    boolean tryRetry() {
      int before = tokens;
      meeting.pass();
      tokens = rule.afterRetry(before);
      return rule.grants(before);
    }

    void callSucceeded() {
      int before = tokens;
      meeting.pass();
      tokens = rule.afterSuccess(before, false);
    }
  }

  private static final class TornRatio {
    private final Meeting meeting = new Meeting();
    private final RatioRule rule = RatioRule.of(0.5, 0, Duration.ofSeconds(10));
    volatile long calls;
    volatile long retries;

    TornRatio() {}

    TornRatio(long calls) {
      this.calls = calls;
    }

    void callStarted() {
      long before = calls;
      meeting.pass();
      calls = Slice.plusOne(before, 0);
    }

    boolean tryRetry() {
      long before = retries;
      meeting.pass();
      if (rule.retries(calls, before) == 0) {
        return false;
      }
      retries = before + 1;
      return true;
    }
  }
}
