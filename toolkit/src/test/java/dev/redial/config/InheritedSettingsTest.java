package dev.redial.config;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.retry.RetryPolicy;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InheritedSettingsTest {

  @ParameterizedTest
  @CsvSource({"DEFAULT", "AGGRESSIVE", "RATE_LIMIT", "CONSERVATIVE", "ADAPTIVE"})
  void aPresetCanBeExtended(String preset) throws ReflectiveOperationException {
    RetryPolicy extended = (RetryPolicy) RetryPolicy.class.getField(preset).get(null);

    assertThat(Lines.read("retry.pay.extends = " + preset).retry("pay")).isEqualTo(extended);
    assertThat(Lines.read("retry.pay.extends = " + preset, "retry.pay.deadline = 9s").retry("pay"))
        .isEqualTo(extended.toBuilder().deadline("9s").build());
  }

  @Test
  void whatIsSaidReplacesWhatIsInherited() {
    Policies policies =
        Lines.read(
            "retry.base.extends = AGGRESSIVE",
            "retry.base.deadline = 10s",
            "retry.base.nonIdempotent = true",
            "retry.base.capRetryAfter = 1s",
            "retry.base.maxAttempts = 7",
            "retry.pay.extends = base",
            "retry.pay.deadline = none",
            "retry.pay.nonIdempotent = false",
            "retry.pay.maxRetryAfter = 2s");

    assertThat(policies.retry("pay"))
        .isEqualTo(RetryPolicy.AGGRESSIVE.toBuilder().maxAttempts(7).maxRetryAfter("2s").build());
  }

  @Test
  void aRuleForErrorsReplacesAllThatAreInheritedAndAbortsAreAdded() {
    Policies policies =
        Lines.read(
            "retry.base.retryOn = TRANSIENT",
            "retry.base.retryOnCause = java.io.IOException",
            "retry.base.abortOn = java.io.FileNotFoundException",
            "retry.same.extends = base",
            "retry.pay.extends = same",
            "retry.pay.retryOnStatus = 409",
            "retry.pay.abortOn = java.io.EOFException");

    assertThat(policies.retry("same"))
        .isEqualTo(
            RetryPolicy.builder()
                .retryOn(TRANSIENT)
                .retryOnCause(IOException.class)
                .abortOn(FileNotFoundException.class)
                .build());
    assertThat(policies.retry("pay"))
        .isEqualTo(
            RetryPolicy.builder()
                .retryOnStatus(409)
                .abortOn(FileNotFoundException.class, EOFException.class)
                .build());
  }

  @Test
  void aWindowReplacesTheOtherOneAndKeepsWhatElseIsSaid() {
    Policies policies =
        Lines.read(
            "breaker.base.countWindow = 50",
            "breaker.base.failureRate = 20 %",
            "breaker.base.ignore = java.io.EOFException",
            "breaker.ocr.extends = base",
            "breaker.ocr.timeWindow = 10s",
            "breaker.ocr.ignore = java.io.FileNotFoundException");

    assertThat(policies.breaker("ocr"))
        .isEqualTo(
            BreakerPolicy.builder()
                .timeWindow("10s")
                .failureRate(0.2)
                .ignore(EOFException.class, FileNotFoundException.class)
                .build());
  }

  @Test
  void aFixedOpenWaitReplacesOneThatGrows() {
    Policies policies =
        Lines.read(
            "breaker.base.openWait = exponential 5s",
            "breaker.ocr.extends = base",
            "breaker.ocr.openWait = 7s");

    assertThat(policies.breaker("ocr").openWait(9)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void manyGenerationsAreFollowed() {
    List<String> lines = new ArrayList<>(List.of("retry.p0.maxAttempts = 9"));
    for (int i = 1; i < 1000; i++) {
      lines.add("retry.p" + i + ".extends = p" + (i - 1));
    }

    assertThat(Lines.read(lines.toArray(String[]::new)).retry("p999").maxAttempts()).isEqualTo(9);
  }

  @Test
  void sortsOfPoliciesDoNotExtendEachOther() {
    assertThat(Lines.problems("retry.pay.extends = ocr", "breaker.ocr.failuresInARow = 3"))
        .extracting(Problem::rule)
        .containsExactly(
            "there is no retry policy 'ocr' to extend; there are DEFAULT, AGGRESSIVE, RATE_LIMIT,"
                + " CONSERVATIVE, ADAPTIVE");
  }
}
