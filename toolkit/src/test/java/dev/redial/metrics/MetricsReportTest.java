package dev.redial.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.EndReason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MetricsReportTest {

  private final CallMetrics metrics = new CallMetrics();

  @Test
  void showsABatch() {
    for (int i = 0; i < 14; i++) {
      metrics.ended(EndReason.AT_ONCE, 1);
    }
    for (int i = 0; i < 5; i++) {
      metrics.ended(EndReason.AFTER_RETRY, 2);
    }
    metrics.ended(EndReason.AFTER_RETRY, 3);
    metrics.ended(EndReason.AFTER_RETRY, 3);
    metrics.ended(EndReason.GUARD, 3);
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 5);
    metrics.ended(EndReason.INTERRUPTED, 5);
    metrics.fallbackAnswered();
    metrics.fallbackAnswered();
    metrics.budgetDenied();
    metrics.waited(Duration.ofSeconds(252));

    assertThat(
            metrics
                .snapshot()
                .report(
                    "receipts",
                    List.of("circuit ocr     CLOSED → OPEN (1 min 4 s) → HALF_OPEN → CLOSED")))
        .isEqualTo(
            """
            receipts              24 calls      87.5 % succeeded      12.5 % failed
              attempts   1: 14 (58.3 %)   2: 5 (20.8 %)   3: 3 (12.5 %)   5: 2 (8.3 %)
              average attempts 1.79     waited 4 min 12 s
              failed          1 (4.2 %): attempts exhausted
              rejected        1 (4.2 %)
              aborted         1 (4.2 %): interrupted
              fallback        2 (8.3 %)
              budget denied   1 (4.2 %)
              in vain         10 retries
              circuit ocr     CLOSED → OPEN (1 min 4 s) → HALF_OPEN → CLOSED""");
  }

  @Test
  void leavesOutWhatDidNotHappen() {
    metrics.ended(EndReason.AT_ONCE, 1);

    assertThat(metrics.snapshot().report("pay"))
        .isEqualTo(
            """
            pay                    1 call     100.0 % succeeded       0.0 % failed
              attempts   1: 1 (100.0 %)
              average attempts 1.00""");
  }

  @Test
  void saysThatThereWereNoCalls() {
    assertThat(metrics.snapshot().report("pay")).isEqualTo("pay             no calls");
    assertThat(metrics.snapshot().report("pay", List.of("circuit pay     CLOSED")))
        .isEqualTo("pay             no calls\n  circuit pay     CLOSED");
  }

  @Test
  void neverRoundsTheExceptionAway() {
    for (int i = 0; i < 9_999; i++) {
      metrics.ended(EndReason.AT_ONCE, 1);
    }
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 3);

    assertThat(metrics.snapshot().report("pay"))
        .contains("10,000 calls", "99.9 % succeeded", "0.1 % failed", "3: 1 (0.1 %)");
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    metrics.ended(EndReason.AT_ONCE, 1);
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 2);
    String report = metrics.snapshot().report("pay");
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(metrics.snapshot().report("pay")).isEqualTo(report);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void staysWithinEightyColumns() {
    for (int attempts = 0; attempts < 40; attempts++) {
      for (int i = 0; i <= attempts; i++) {
        metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, attempts);
      }
    }
    String report =
        metrics
            .snapshot()
            .report(
                "a name that is longer than its column",
                List.of("circuit " + "CLOSED → OPEN → HALF_OPEN → ".repeat(6) + "CLOSED"));

    assertThat(report.lines()).hasSizeGreaterThan(8).allMatch(line -> line.length() <= 80);
    assertThat(report.lines()).noneMatch(String::isBlank);
    assertThat(report).startsWith("a name that is longer than its column\n       ");
  }
}
