package dev.redial.users;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Kit;
import dev.redial.test.junit.Redial;
import dev.redial.test.junit.Scripted;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptItem;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Expectation 28: tests that run at once see nothing of each other's faults, clocks and timelines.
 * The twin, which shares one script, shows that this would be noticed.
 */
class CrossTalkTest {

  private static final int REPETITIONS = 1000;
  private static final int THREADS = 8;

  /** Waits that are different in each repetition, so that a foreign one is noticed. */
  private static Duration base(RepetitionInfo repetition) {
    return Duration.ofMillis(repetition.getCurrentRepetition());
  }

  private static void pay(Gateway gateway, FakeClock clock, Timeline timeline, Duration base)
      throws IOException {
    RetryPolicy policy =
        RetryPolicy.builder()
            .maxAttempts(3)
            .maxDelay("1d")
            .backoff(Backoff.exponential(base))
            .jitter(Jitter.none())
            .retryOn(FailureKind.TRANSIENT)
            .build();
    Retry retry = Retry.builder("pay").policy(policy).time(clock).listener(timeline).build();

    assertThat(retry.call(() -> gateway.charge(base.toString()))).isEqualTo("charged " + base);

    assertThat(timeline)
        .hasCalls(1)
        .hasAttempts(3)
        .waited(base.toMillis() + "ms", base.multipliedBy(2).toMillis() + "ms")
        .succeeded();
    assertThat(clock.elapsed()).isEqualTo(base.multipliedBy(3));
  }

  @Redial
  static class WithParameters {
    @RepeatedTest(REPETITIONS)
    void pays(Faults faults, FakeClock clock, Timeline timeline, RepetitionInfo repetition)
        throws IOException {
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "timeout, 503, ok");
      pay(gateway, clock, timeline, base(repetition));
    }

    @RepeatedTest(REPETITIONS)
    void paysBeside(Faults faults, FakeClock clock, Timeline timeline, RepetitionInfo repetition)
        throws IOException {
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "reset x2, ok");
      pay(gateway, clock, timeline, base(repetition).plusMinutes(1));
    }
  }

  static class WithFields {
    @Kit FakeClock clock;
    @Kit Timeline timeline;

    @Scripted("refused, reset, ok")
    Gateway gateway = Gateway.LIVE;

    @RepeatedTest(REPETITIONS)
    void pays(RepetitionInfo repetition) throws IOException {
      pay(gateway, clock, timeline, base(repetition).plusHours(1));
    }
  }

  @Test
  void manyTestsAtOnceSeeNothingOfEachOther() {
    TestRun.concurrently(THREADS, WithParameters.class, WithFields.class).passed(3 * REPETITIONS);
  }

  /** One script for all repetitions: alone, each would get its three steps of it. */
  private static final Script SHARED =
      Script.of(
          Stream.generate(
                  () -> Stream.<ScriptItem>of(Fault.timeout(), Fault.status(503), Fault.ok()))
              .limit(2)
              .flatMap(steps -> steps)
              .toArray(ScriptItem[]::new));

  @Redial
  static class Twin {
    private static final FakeClock CLOCK = new FakeClock();
    private static final Gateway GATEWAY =
        new Faults(new Timeline(CLOCK), CLOCK).wrap(Gateway.class, Gateway.LIVE, SHARED);

    /** Where each repetition waits for the other after its first call. */
    private static final CyclicBarrier MEETING = new CyclicBarrier(2);

    @RepeatedTest(2)
    void pays(FakeClock clock, Timeline timeline, RepetitionInfo repetition) throws IOException {
      AtomicBoolean first = new AtomicBoolean(true);
      Gateway meeting =
          order -> {
            try {
              return GATEWAY.charge(order);
            } finally {
              if (first.getAndSet(false)) {
                meet();
              }
            }
          };
      pay(meeting, clock, timeline, base(repetition));
    }

    private static void meet() {
      try {
        MEETING.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void aScriptThatTestsShareIsNoticed() {
    assertThat(TestRun.concurrently(2, Twin.class).failures()).isNotEmpty();
  }
}
