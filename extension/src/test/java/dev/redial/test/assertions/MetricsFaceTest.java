package dev.redial.test.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redial.call.EndReason;
import dev.redial.metrics.CallMetrics;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Tapes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Messages about what was counted, as people see them, to the letter. */
class MetricsFaceTest {

  private final CallMetrics metrics = new CallMetrics();

  private MetricsAssert counted(Charset charset) {
    return new MetricsAssert(
        metrics,
        Counted.by("the metrics", () -> Numbers.of(metrics.snapshot())),
        new AsciiTimeline(charset));
  }

  private MetricsAssert counted() {
    return counted(StandardCharsets.UTF_8);
  }

  private static AssertionFailedError failure(ThrowingCallable assertion) {
    return catchThrowableOfType(AssertionFailedError.class, assertion);
  }

  private static String messageOf(ThrowingCallable assertion) {
    return failure(assertion).getMessage() + "\n";
  }

  @Test
  void showsAllNumbersAndMarksTheOneThatIsNotAsExpected() {
    metrics.ended(EndReason.AT_ONCE, 1);
    metrics.ended(EndReason.AFTER_RETRY, 3);
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 3);
    metrics.waited(Duration.ofSeconds(6));

    assertThat(messageOf(() -> counted().hasRetries(3)))
        .isEqualTo(
            """
            Expected 3 retries, but there were 4.

                                        metrics
                calls                         3
                  succeeded                   2
                    at once                   1
                    after a retry             1
                  failed                      1
                    attempts exhausted        1
                attempts                      7
                  calls of 1 attempt          1
                  calls of 3 attempts         2
                retries                       4     ◀ expected 3
                waited                      6 s
            """);
    assertThat(failure(() -> counted().hasRetries(3)).getExpected().getValue())
        .isEqualTo("3 retries");
    assertThat(failure(() -> counted().hasRetries(3)).getActual().getValue())
        .isEqualTo("4 retries");
  }

  /** The tape tells four attempts, of which the metrics have lost one. */
  @Test
  void showsBothSidesAndTheTimelineAndMarksTheFirstDifference() {
    metrics.ended(EndReason.AFTER_RETRY, 3);
    metrics.waited(Duration.ofSeconds(7));

    assertThat(messageOf(() -> counted().agreesWith(Tapes.impatient().timeline)))
        .isEqualTo(
            """
            The metrics counted 3 attempts, but the timeline recorded 4. In all, 4 numbers
            differ.

                                       metrics    timeline 'pay'
                calls                        1                 1
                  succeeded                  1                 1
                    after a retry            1                 1
                attempts                     3                 4     ◀ 1 too few
                  calls of 3 attempts        1                 0
                  calls of 4 attempts        0                 1
                retries                      2                 3
                waited                     7 s               7 s

              pay · 4 attempts · succeeded after 7 s                         fake clock
                 0 ms   #1  ✗ timeout                step 1 of "timeout x2, 429(…), ok"
                 1 s    #2  ✗ timeout                after 1 s
                 3 s    #3  ✗ 429, Retry-After: 7    after 2 s
                 7 s    #4  ✓ ok                     after 4 s
                 ├──┼──────┼─────────────┤
                 #1 #2     #3            #4

              Replay:  Script.parse("timeout x2, 429(Retry-After: 7), ok")
            """);
  }

  @Test
  void hasAPlainTwin() {
    metrics.ended(EndReason.AFTER_RETRY, 3);

    assertThat(
            messageOf(
                () -> counted(StandardCharsets.US_ASCII).agreesWith(Tapes.impatient().timeline)))
        .isASCII()
        .contains("<- 1 too few");
  }
}
